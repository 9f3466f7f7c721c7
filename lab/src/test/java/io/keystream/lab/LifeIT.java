package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.lab.audit.Audit;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.process.CommandResult;
import io.keystream.lab.traffic.AccessLogGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifeIT {
  private static final String[] NO_PREFLIGHT = {"--skip-tags", "preflight"};
  private static final int LINES = 200;

  private final Pipeline pipeline = Pipeline.of("life", "1s");
  private final AccessLogGenerator lines = new AccessLogGenerator(20260131);
  private final String backup = "/user/keystream/life-backup";
  private final Pipeline moved = Pipeline.of("life-moved", "1s");
  private Gateway gateway;
  private String first;
  private String second;
  private long sent;

  /** Whose home it is that the job has now. */
  private Pipeline remembered = pipeline;

  @Test
  @Order(1)
  void whatIsNotInstalledIsNeitherStartedNorRolledBackNorUpgraded(Lab lab) {
    pipeline.prepare(lab, 1);
    // One attempt, so that a release that fails is seen to at once.
    gateway = new Gateway(lab, pipeline).with("keystream_max_attempts", 1);

    assertThat(failed("start")).contains("Nothing is installed: there is no");
    assertThat(failed("rollback")).contains("No release to go back to: wanted");
    assertThat(failed("upgrade")).contains("Nothing was stopped: life is ABSENT, wanted a release");
    assertThat(done("start", "-e", "keystream_service_absent_ok=true"))
        .contains("so nothing is started");
  }

  @Test
  @Order(2)
  void anUpgradeRunsTheOtherReleaseAndTellsThePause(Lab lab) throws Exception {
    gateway.deployWithoutPreflight();
    first = release();
    send(lab);
    gateway.with("keystream_log_level", "warn");

    String rehearsal = done("upgrade", with("--check"));
    String upgrade = done("upgrade", NO_PREFLIGHT);

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

    String told = failed("upgrade", NO_PREFLIGHT);

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

    assertThat(failed("upgrade", NO_PREFLIGHT))
        .contains("Nothing was changed: home is " + moved.home() + ", the ledger is in");
    assertThat(applicationId()).isEqualTo(before);
  }

  @Test
  @Order(5)
  void aRollBackRunsTheReleaseBeforeAndGoesOnInTheLedger(Lab lab) throws Exception {
    String told = done("rollback");

    assertThat(told)
        .contains("release " + first + ", in the place of " + second)
        .containsPattern("position goes on after entry \\d+ of the ledger, and is never turned");
    assertThat(release()).isEqualTo(first);
    assertThat(done("rollback")).as("once more").contains("changed=0");
    send(lab);
  }

  @Test
  @Order(6)
  void aSupportBundleHasWhatTheJobSaysAndNoSecret(@TempDir java.nio.file.Path folder)
      throws Exception {
    String told =
        done("status", "-e", "bundle=yes", "-e", "keystream_service_bundle_folder=" + folder);

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
  @Order(7)
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

    assertThat(failed("recover"))
        .contains("published-files: 1 of ", lost + " is missing")
        .contains(
            "runbook runbooks/procedures/replay-range.md", "with -e repair=yes: have the job");
    assertThat(done("recover", "-e", "repair=yes"))
        .contains("REPAIRED published-files: ", "repair made again by entries [", "changed=1");
    assertThat(done("recover", "-e", "repair=yes"))
        .as("once more")
        .contains("next nothing is to be done", "changed=0");
  }

  @Test
  @Order(8)
  void aBackupOfAJobThatRunsIsRefused() {
    assertThat(failed("backup", "-e", "keystream_service_backup=" + backup))
        .contains(applicationId() + " runs: keystream stop before keystream backup");
  }

  @Test
  @Order(9)
  void aBackupRestoredIntoAnotherHomeGoesOnExactly(Lab lab) throws Exception {
    assertThat(done("stop")).containsPattern(": STOPPED, after entry \\d+, with nothing begun");
    assertThat(backUp()).contains("copied ").contains("changed=1");
    assertThat(backUp()).contains("changed=0");
    List<LedgerEntry> before = CommitWatch.of(lab, pipeline).all();

    String[] restore = with("-e", "keystream_service_backup=" + backup);
    assertThat(done("restore", restore)).contains("ends with entry");
    assertThat(done("restore", restore)).as("again").contains("changed=0");
    remembered = moved;
    assertThat(done("start")).contains("first batch entry ");
    assertThat(done("start")).as("once more").contains("changed=0");
    send(lab);

    JsonNode status = gateway.status();
    assertThat(status.path("last_commit").path("sequence").asLong()).isGreaterThan(before.size());
    assertThat(status.path("records").path("read").asLong()).isEqualTo(sent);
    JsonNode verified = gateway.ask("ledger", "verify");
    assertThat(verified.path("problems")).isEmpty();
    assertThat(verified.path("warnings")).isEmpty();
    Audit audit = pipeline.audit(lab);
    assertThat(audit.exact()).as(audit.toString()).isTrue();
  }

  @Test
  @Order(10)
  void theOutputOfAnotherJobIsNotPurged() {
    assertThat(failed("uninstall", "-e", "keystream_service_purge=other"))
        .contains("keystream_service_purge is other, this job is life: ");
  }

  @Test
  @Order(11)
  void uninstallLeavesNothingBehind(Lab lab) throws Exception {
    String application = applicationId();
    String[] purge = {"-e", "keystream_service_purge=life"};
    assertThat(done("uninstall", "--check"))
        .contains("would stop " + application, "would remove " + gateway.folder())
        .contains("would keep " + pipeline.output());
    assertThat(gateway.folder()).exists();

    assertThat(done("uninstall", purge)).contains("stays on HDFS");

    assertThat(gateway.folder()).doesNotExist();
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      for (String folder : List.of(moved.home(), pipeline.output(), pipeline.deadLetters())) {
        assertThat(fs.exists(new Path(folder))).as(folder).isFalse();
      }
      assertThat(fs.exists(new Path("/user/keystream/.sparkStaging/" + application))).isFalse();
    }
    assertThat(done("uninstall", purge)).as("again").contains("changed=0");
  }

  private String backUp() {
    return done("backup", "-e", "keystream_service_backup=" + backup);
  }

  private String failed(String playbook, String... options) {
    CommandResult result = gateway.playbook(playbook, options);
    assertThat(result.exitCode()).as(result.output()).isNotZero();
    return unfolded(result.output());
  }

  private String done(String playbook, String... options) {
    return unfolded(gateway.require(playbook, options).stdout());
  }

  /** Ansible folds long messages. */
  private static String unfolded(String output) {
    return output.replaceAll("\\s+", " ");
  }

  private static String[] with(String... options) {
    List<String> all = new ArrayList<>(List.of(NO_PREFLIGHT));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
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

  private String applicationId() {
    return gateway.status().path("application_id").asText();
  }

  /** Sends some lines and waits until the job has read them. */
  private void send(Lab lab) throws Exception {
    Map<String, Object> properties = new HashMap<>(lab.kafka(LabUser.ADMIN).configuration());
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < LINES; i++) {
        byte[] line = lines.next().bytes();
        acknowledgements.add(producer.send(new ProducerRecord<>(pipeline.topic(), line)));
      }
      for (Future<RecordMetadata> acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
    }
    sent += LINES;
    Commits.awaitRead(CommitWatch.of(lab, remembered), sent);
  }
}
