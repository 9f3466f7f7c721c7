package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.identity.KerberosDatabase;
import io.keystream.lab.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gives the job's principal new keys while records keep coming, rotates the keytab of driver and
 * executors, makes the KDC forget the old keys, and kills the driver after its next login.
 */
final class KeytabRotated implements Scenario {
  /** Of HDFS's tokens; Spark logs in and renews them after three quarters of it. */
  private static final Duration LIFE = Duration.ofSeconds(100);

  private static final Duration PATIENCE = Duration.ofSeconds(150);
  private static final long POLL_MILLIS = 500;
  private static final String EXECUTORS_KEYTAB = "kafka-client.keytab";
  private static final String PRINCIPAL = LabUser.KEYSTREAM.shortName();
  private static final String PLAYBOOK = "rotate_keytab";

  @Override
  public String name() {
    return "keytab-rotated";
  }

  @Override
  public String description() {
    return "new keys, rotate_keytab, old keys deleted, and the driver killed, under load";
  }

  @Override
  public LabOptions lab(LabOptions defaults) {
    return defaults.with(
        "hdfs.dfs.namenode.delegation.token.renew-interval", Long.toString(LIFE.toMillis()));
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return new LoadedJob(lab, Pipeline.of(name(), "2s").by("keytab"))
        .needing(2)
        .run(job -> new Run(lab, job, say).rotate());
  }

  private static final class Run {
    private final Lab lab;
    private final LoadedJob job;
    private final Consumer<String> say;
    private final Gateway gateway;
    private final DriverLog log;
    private final KerberosDatabase kdc;

    Run(Lab lab, LoadedJob job, Consumer<String> say) {
      this.lab = lab;
      this.job = job;
      this.say = say;
      this.gateway = job.gateway();
      this.log = new DriverLog(lab);
      this.kdc = new KerberosDatabase(lab.folders());
    }

    void rotate() throws IOException, InterruptedException {
      job.awaitCommitAfter(job.committed() + 2);
      kdc.changeKeys(PRINCIPAL);
      kdc.writeKeytab(PRINCIPAL);
      rehearse();
      takeUp();
      kdc.purgeKeys(PRINCIPAL);
      say.accept("the KDC has forgotten the old keys");
      refuseToGoBack();
      awaitRenewal();
      killDriver();
      goBack();
    }

    private void rehearse() throws IOException {
      byte[] before = Files.readAllBytes(installed());
      job.want(gateway.require(PLAYBOOK, "--check"), "would go on with the new");
      if (!Arrays.equals(before, Files.readAllBytes(installed())) || !took().isEmpty()) {
        job.problem("the rehearsal changed something");
      }
    }

    private void takeUp() throws IOException, InterruptedException {
      Instant begin = Instant.now();
      job.want(gateway.require(PLAYBOOK), "goes on with the new");
      say.accept("rotated within %d s".formatted(since(begin).toSeconds()));
      log.await("Took up " + EXECUTORS_KEYTAB, PATIENCE);
      job.want(gateway.require(PLAYBOOK), "changed=0");
      if (took().size() != 2) {
        job.problem("wanted two files taken up once, found " + took());
      }
      if (!Arrays.equals(Files.readAllBytes(source()), Files.readAllBytes(installed()))) {
        job.problem("the keytab of the gateway is not the new one");
      }
    }

    /** The keys of the keytab before are gone, so it must be left where it is. */
    private void refuseToGoBack() throws IOException {
      CommandResult answer = gateway.playbook(PLAYBOOK, "-e", "rollback=yes");
      job.want(answer, "keytab-login");
      if (answer.exitCode() == 0
          || !Arrays.equals(Files.readAllBytes(source()), Files.readAllBytes(installed()))) {
        job.problem("a keytab that the KDC does not know was put in place");
      }
    }

    private void awaitRenewal() throws IOException, InterruptedException {
      int before = log.lines("Scheduling renewal in").size();
      int failures = log.lines("Failed to update tokens").size();
      Instant begin = Instant.now();
      while (log.lines("Scheduling renewal in").size() == before) {
        if (since(begin).compareTo(PATIENCE) > 0) {
          throw new LabException(
              "Spark has renewed no token within " + PATIENCE.toSeconds() + " s");
        }
        Thread.sleep(POLL_MILLIS);
      }
      if (log.lines("Failed to update tokens").size() > failures) {
        job.problem("Spark could not renew tokens with the new keys");
      }
      say.accept("Spark has logged in and renewed tokens with the new keys");
      job.awaitCommitAfter(job.committed());
    }

    /** Without YARN's copies on the node the next attempt is as one on another node. */
    private void killDriver() throws IOException, InterruptedException {
      int copies = YarnCache.deleteKeytabs(lab);
      job.containers().driver().forEach(job.containers()::kill);
      Duration pause = job.awaitCommitAfter(job.committed());
      say.accept(
          "%d copies deleted from YARN's cache and the driver killed; first commit %d s later"
              .formatted(copies, pause.toSeconds()));
      if (copies < 2) {
        job.problem("wanted the copies of two keytabs in YARN's cache");
      }
    }

    /** The same keys in another file, and back. */
    private void goBack() throws IOException {
      byte[] before = Files.readAllBytes(installed());
      kdc.writeKeytab(PRINCIPAL);
      job.want(gateway.require(PLAYBOOK), "goes on with the new");
      job.want(gateway.require(PLAYBOOK, "-e", "rollback=yes"), "goes on with the new");
      if (!Arrays.equals(before, Files.readAllBytes(installed()))) {
        job.problem("the roll back did not bring back the keytab before");
      }
      List<String> audit = Files.readAllLines(gateway.folder().resolve("rotations.log"));
      audit.forEach(say);
      if (audit.size() != 3 || !audit.get(0).contains(" kvno=2->3,2 ")) {
        job.problem("wanted a line for each of three rotations, the first from kvno 2 to 3");
      }
    }

    private List<String> took() throws IOException {
      return log.lines("Took up ");
    }

    private Path source() {
      return kdc.keytab(PRINCIPAL);
    }

    private Path installed() {
      return gateway.folder().resolve("keytabs/" + gateway.pipeline().name() + ".keytab");
    }

    private static Duration since(Instant begin) {
      return Duration.between(begin, Instant.now());
    }
  }
}
