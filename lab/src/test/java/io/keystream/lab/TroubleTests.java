package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keystream.lab.gateway.Containers;
import io.keystream.lab.identity.KerberosDatabase;
import io.keystream.lab.process.Command;
import java.io.IOException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What befalls a job with one attempt in the middle of its life, and how it goes on. */
interface TroubleTests extends DeployedJob {
  /** Of this job alone, as its keys change while other jobs run. */
  String PRINCIPAL = "keystream/life";

  Plays plays();

  /** Sends some lines and waits until the job has read them. */
  void send(Lab lab) throws IOException, InterruptedException;

  @Test
  @Order(5)
  default void newKeysAreTakenUpWithoutARestart(Lab lab) throws IOException, InterruptedException {
    KerberosDatabase kdc = new KerberosDatabase(lab.folders());
    String before = applicationId();
    kdc.changeKeys(PRINCIPAL);
    kdc.writeKeytab(PRINCIPAL);

    assertThat(plays().done("rotate_keytab")).contains(before + " goes on with the new keytab");
    kdc.purgeKeys(PRINCIPAL);

    assertThat(plays().done("rotate_keytab")).as("once more").contains("changed=0");
    assertThat(gateway().folder().resolve("keytabs/life.keytab"))
        .hasSameBinaryContentAs(kdc.keytab(PRINCIPAL));
    assertThat(applicationId()).isEqualTo(before);
    send(lab);
  }

  @Test
  @Order(6)
  default void aJobThatYarnGaveUpIsFoundAndSubmittedWithTheNewKeys(Lab lab)
      throws IOException, InterruptedException {
    String before = applicationId();
    String release = gateway().status().path("release").asText();
    Containers containers = new Containers(lab, before);
    containers.driver().forEach(containers::kill);
    awaitEnd();

    assertThat(plays().failed("recover"))
        .contains("application: " + before + " was given up by YARN: ", "runbook runbooks/")
        .contains("with -e repair=yes: submit the job, which goes on where the ledger ends");
    assertThat(plays().done("recover", "-e", "repair=yes"))
        .contains("REPAIRED application: ", "repair submitted application_", "changed=1");

    assertThat(applicationId()).isNotEqualTo(before);
    assertThat(gateway().status().path("release").asText()).isEqualTo(release);
    send(lab);
  }

  /** Late, because nobody submits it again. */
  @Test
  @Order(14)
  default void aJobThatSomebodyKilledIsLeftToAnOperator(Lab lab) {
    String before = applicationId();
    lab.run(Command.of("yarn", "application", "-kill", before)).orThrow();
    awaitEnd();

    assertThat(plays().failed("recover", "-e", "repair=yes"))
        .contains("application: " + before + ": ", " was killed by user keystream at ")
        .contains("runbook runbooks/procedures/watch-job.md#mitigation", "changed=0");
    assertThat(applicationId()).isEqualTo(before);
  }

  private void awaitEnd() {
    await("the end of the application")
        .atMost(SOON)
        .until(() -> gateway().status().path("state").asText().equals("FAILED"));
  }
}
