package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.identity.CertificateAuthority;
import io.keystream.lab.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Brokers and job come to certificates of another authority while records keep coming: first both
 * authorities are trusted, then the certificates change, then the first authority goes.
 */
final class AuthorityChanged implements Scenario {
  private static final String NEXT = "next-ca";
  private static final String PLAYBOOK = "rotate_certificates";

  @Override
  public String name() {
    return "ca-changed";
  }

  @Override
  public String description() {
    return "another authority for brokers and job, rotate_certificates, and the driver killed";
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    LoadedJob job = new LoadedJob(lab, Pipeline.of(name(), "2s").by("mtls")).needing(2);
    Run run = new Run(lab, job, say);
    run.shipFiles();
    return job.run(each -> run.change());
  }

  private static final class Run {
    private final Lab lab;
    private final LoadedJob job;
    private final Consumer<String> say;
    private final Gateway gateway;
    private final CertificateAuthority authorities;
    private final ShippedStores stores;

    Run(Lab lab, LoadedJob job, Consumer<String> say) throws IOException {
      this.lab = lab;
      this.job = job;
      this.say = say;
      this.gateway = job.gateway();
      this.authorities = new CertificateAuthority(lab.folders());
      this.stores = new ShippedStores(lab);
    }

    void shipFiles() throws IOException {
      stores.trust(CertificateAuthority.FIRST);
      stores.newKey(CertificateAuthority.FIRST, "the first password");
      stores.shipBy(gateway);
    }

    void change() throws IOException, InterruptedException {
      job.awaitCommitAfter(job.committed() + 2);
      authorities.createAuthority(NEXT, "Next CA");
      refuseTheNextAlone();
      stores.trust(CertificateAuthority.FIRST, NEXT);
      rehearse();
      rotate("both authorities are trusted");

      authorities.signBroker(NEXT);
      restartBroker(CertificateAuthority.FIRST, NEXT);
      stores.newKey(NEXT, "the second password");
      rotate("the job shows a certificate of the next, with another password");
      stores.trust(NEXT);
      rotate("the next alone is trusted");

      restartBroker(NEXT);
      killDriver();
      readLog();
    }

    /** The brokers' certificates are still of the first. */
    private void refuseTheNextAlone() throws IOException {
      stores.trust(NEXT);
      CommandResult refused = gateway.playbook(PLAYBOOK);
      job.want(refused, "unable to find valid certification path");
      if (refused.succeeded()) {
        job.problem("a truststore that does not trust the broker was taken up");
      }
    }

    private void rehearse() throws IOException {
      byte[] before = Files.readAllBytes(installed());
      job.want(gateway.require(PLAYBOOK, "--check"), "would go on with the new certificates");
      if (Files.mismatch(installed(), stores.truststore()) < 0
          || !Arrays.equals(before, Files.readAllBytes(installed()))) {
        job.problem("the rehearsal changed something");
      }
    }

    private void rotate(String what) throws IOException, InterruptedException {
      job.want(gateway.require(PLAYBOOK), "goes on with the new certificates");
      job.want(gateway.require(PLAYBOOK), "changed=0");
      job.awaitCommitAfter(job.committed() + 1);
      say.accept(what);
    }

    /** With what it then trusts; the clients of the lab read the same file. */
    private void restartBroker(String... trusted) throws IOException, InterruptedException {
      stores.trust(lab.folders().truststore(), trusted);
      lab.kill("kafka");
      lab.start("kafka");
      Duration pause = job.awaitCommitAfter(job.committed() + 1);
      say.accept(
          "broker started with %s; two commits within %d s"
              .formatted(String.join(" and ", trusted), pause.toSeconds()));
    }

    private void killDriver() throws IOException, InterruptedException {
      job.containers().driver().forEach(job.containers()::kill);
      Duration pause = job.awaitCommitAfter(job.committed());
      say.accept("driver killed; first commit %d s later".formatted(pause.toSeconds()));
    }

    private void readLog() throws IOException {
      List<String> audit = Files.readAllLines(gateway.folder().resolve("rotations.log"));
      audit.forEach(say);
      if (audit.size() != 3 || !audit.get(1).contains(" files=job.p12,job.password job.p12=")) {
        job.problem("wanted a line for each of three rotations");
      }
    }

    private Path installed() {
      return gateway.folder().resolve("secrets/" + ShippedStores.TRUSTSTORE);
    }
  }
}
