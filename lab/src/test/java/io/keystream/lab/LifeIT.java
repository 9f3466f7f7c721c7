package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.lab.audit.Audit;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.identity.KerberosDatabase;
import io.keystream.lab.layout.Realm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One job from its first deployment until nothing is left of it, each step where the last ended.
 */
@Order(1) // The longest begins first, so that others run beside it.
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifeIT implements TroubleTests {
  private static final int LINES = 200;

  private final Pipeline pipeline = Pipeline.of("life", "1s");
  private final String backup = "/user/keystream/life-backup";
  private final Pipeline moved = Pipeline.of("life-moved", "1s");
  private Gateway gateway;
  private Plays plays;
  private SentLines lines;
  private String first;
  private String second;

  /** Whose home it is that the job has now. */
  private Pipeline remembered = pipeline;

  @Override
  public Gateway gateway() {
    return gateway;
  }

  @Override
  public Plays plays() {
    return plays;
  }

  @Test
  @Order(1)
  void whatIsNotInstalledIsNeitherStartedNorRolledBackNorUpgraded(Lab lab) {
    pipeline.prepare(lab, 1);
    lines = new SentLines(lab, pipeline.topic(), 20260131);
    KerberosDatabase kdc = new KerberosDatabase(lab.folders());
    kdc.add(PRINCIPAL);
    // One attempt, so that a release that fails is seen to at once.
    gateway =
        new Gateway(lab, pipeline)
            .with("keystream_max_attempts", 1)
            .with("keystream_principal", Realm.user(PRINCIPAL))
            .with("keystream_keytab_source", kdc.keytab(PRINCIPAL).toString());
    plays = Plays.of(gateway);

    assertThat(plays.failed("start")).contains("Nothing is installed: there is no");
    assertThat(plays.failed("rollback")).contains("No release to go back to: wanted");
    assertThat(plays.failed("upgrade"))
        .contains("Nothing was stopped: life is ABSENT, wanted a release");
    assertThat(plays.done("start", "-e", "keystream_service_absent_ok=true"))
        .contains("so nothing is started");
  }

  @Test
  @Order(2)
  void anUpgradeRunsTheOtherReleaseAndTellsThePause(Lab lab) throws Exception {
    gateway.deployWithoutPreflight();
    first = release();
    send(lab);
    gateway.with("keystream_log_level", "warn");

    String rehearsal = plays.doneUnchecked("upgrade", "--check");
    String upgrade = plays.doneUnchecked("upgrade");

    assertThat(rehearsal).contains("log4j2.properties: ").contains("would submit release 0.1.0-");
    assertThat(upgrade).contains("log4j2.properties: ").containsPattern("pause \\d+ s, from");
    second = release();
    assertThat(second).isNotEqualTo(first);
    assertThat(link("previous")).isEqualTo(first);
  }

  @Test
  @Order(3)
  void anUpgradeThatFailsIsRolledBackByItselfAndTellsWhatTheDriverSaid() {
    // Only the preflight would know before the driver starts.
    gateway.with("keystream_driver_java_options", List.of("-javaagent:nosuch.jar"));

    String told = plays.failedUnchecked("upgrade");

    assertThat(told)
        .contains("spark.driver.extraJavaOptions: ")
        .contains(second + " runs again, after a pause of")
        .contains("Error opening zip file or JAR manifest missing : nosuch.jar");
    assertThat(release()).isEqualTo(second);
    assertThat(link("current")).isEqualTo(second);
    assertThat(link("previous")).as("where a roll back goes, as before").isEqualTo(first);
    gateway.with("keystream_driver_java_options", List.of());
  }

  @Test
  @Order(4)
  void anUpgradeThatWouldLeaveTheLedgerBehindStopsNothing() {
    String before = applicationId();
    gateway.withHome(moved.home());

    assertThat(plays.failedUnchecked("upgrade"))
        .contains("Nothing was changed: home is " + moved.home() + ", the ledger is in");
    assertThat(applicationId()).isEqualTo(before);
  }

  @Test
  @Order(7)
  void aRollBackRunsTheReleaseBeforeAndGoesOnInTheLedger(Lab lab) throws Exception {
    String told = plays.done("rollback");

    assertThat(told)
        .contains("release " + first + ", in the place of " + second)
        .containsPattern("position goes on after entry \\d+ of the ledger, and is never turned");
    assertThat(release()).isEqualTo(first);
    assertThat(plays.done("rollback")).as("once more").contains("changed=0");
    send(lab);
  }

  @Test
  @Order(8)
  void aSupportBundleHasWhatTheJobSaysAndNoSecret(@TempDir java.nio.file.Path folder)
      throws Exception {
    String told =
        plays.done("status", "-e", "bundle=yes", "-e", "keystream_service_bundle_folder=" + folder);

    assertThat(told).contains("not in it nothing");
    Map<String, String> contents = ZipContents.read(folder.resolve("keystream-bundle-life.zip"));
    assertThat(contents)
        .containsKeys("release/pipeline.yaml", "release/spark.conf", "tokens.json")
        .containsKeys("driver/executors.json", "control/submitted.json", "application.txt");
    assertThat(contents.get("status.json")).contains(applicationId());
    assertThat(contents.get("ledger.jsonl")).contains("\"sequence\":1,");
    assertThat(contents.get("driver/metrics.json")).contains("credential_left_seconds");
    assertThat(contents.get("threads/driver.json")).contains("Thread");
    assertThat(contents)
        .as("the log of the driver")
        .anySatisfy(
            (name, log) -> {
              assertThat(name).matches("logs/.+/container_\\w+_000001/keystream\\.log");
              assertThat(log).contains("Committed entry ");
            });
    assertThat(contents.keySet()).noneMatch(name -> name.endsWith(".keytab"));
  }

  @Test
  @Order(9)
  void aPublishedFileThatIsGoneIsFoundAndMadeAgain(Lab lab) throws Exception {
    String lost =
        CommitWatch.of(lab, pipeline).all().stream()
            .flatMap(entry -> entry.output("files").stream())
            .flatMap(output -> output.files().stream())
            .findFirst()
            .orElseThrow()
            .path();
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      assertThat(fs.delete(new Path(lost), false)).as(lost).isTrue();
    }

    assertThat(plays.failed("recover"))
        .contains("published-files: 1 of ", lost + " is missing")
        .contains(
            "runbook runbooks/procedures/replay-range.md", "with -e repair=yes: have the job");
    assertThat(plays.done("recover", "-e", "repair=yes"))
        .contains("REPAIRED published-files: ", "repair made again by entries [", "changed=1");
    assertThat(plays.done("recover", "-e", "repair=yes"))
        .as("once more")
        .contains("next nothing is to be done", "changed=0");
  }

  @Test
  @Order(10)
  void aBackupOfAJobThatRunsIsRefused() {
    assertThat(plays.failed("backup", "-e", "keystream_service_backup=" + backup))
        .contains(applicationId() + " runs: keystream stop before keystream backup");
  }

  @Test
  @Order(11)
  void aBackupRestoredIntoAnotherHomeGoesOnExactly(Lab lab) throws Exception {
    assertThat(plays.done("stop"))
        .containsPattern(": STOPPED, after entry \\d+, with nothing begun");
    assertThat(backUp()).contains("copied ").contains("changed=1");
    assertThat(backUp()).contains("changed=0");
    List<LedgerEntry> before = CommitWatch.of(lab, pipeline).all();

    String[] from = {"-e", "keystream_service_backup=" + backup};
    assertThat(plays.doneUnchecked("restore", from)).contains("ends with entry");
    assertThat(plays.doneUnchecked("restore", from)).as("again").contains("changed=0");
    remembered = moved;
    assertThat(plays.done("start")).contains("first batch entry ");
    assertThat(plays.done("start")).as("once more").contains("changed=0");
    send(lab);

    JsonNode status = gateway.status();
    assertThat(status.path("last_commit").path("sequence").asLong()).isGreaterThan(before.size());
    assertThat(status.path("records").path("read").asLong()).isEqualTo(lines.count());
    JsonNode verified = gateway.ask("ledger", "verify");
    assertThat(verified.path("problems")).isEmpty();
    assertThat(verified.path("warnings")).isEmpty();
    Audit audit = pipeline.audit(lab);
    assertThat(audit.exact()).as(audit.toString()).isTrue();
  }

  @Test
  @Order(12)
  void theOutputOfAnotherJobIsNotPurged() {
    assertThat(plays.failed("uninstall", "-e", "keystream_service_purge=other"))
        .contains("keystream_service_purge is other, this job is life: ");
  }

  @Test
  @Order(13)
  void anUninstallIsRehearsed() {
    assertThat(plays.done("uninstall", "--check"))
        .contains("would stop " + applicationId(), "would remove " + gateway.folder())
        .contains("would keep " + pipeline.output());
    assertThat(gateway.folder()).exists();
  }

  @Test
  @Order(15)
  void uninstallLeavesNothingBehind(Lab lab) throws Exception {
    String application = applicationId();
    String[] purge = {"-e", "keystream_service_purge=life"};

    assertThat(plays.done("uninstall", purge)).contains("stays on HDFS");

    assertThat(gateway.folder()).doesNotExist();
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      for (String folder : List.of(moved.home(), pipeline.output(), pipeline.deadLetters())) {
        assertThat(fs.exists(new Path(folder))).as(folder).isFalse();
      }
      assertThat(fs.exists(new Path("/user/keystream/.sparkStaging/" + application))).isFalse();
    }
    assertThat(plays.done("uninstall", purge)).as("again").contains("changed=0");
  }

  private String backUp() {
    return plays.done("backup", "-e", "keystream_service_backup=" + backup);
  }

  private String link(String name) {
    try {
      return Files.readSymbolicLink(gateway.folder().resolve(name)).getFileName().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String release() {
    JsonNode status = gateway.status();
    assertThat(status.path("state").asText()).isEqualTo("RUNNING");
    return status.path("release").asText();
  }

  @Override
  public void send(Lab lab) throws IOException, InterruptedException {
    Commits.awaitRead(CommitWatch.of(lab, remembered), lines.send(LINES));
  }
}
