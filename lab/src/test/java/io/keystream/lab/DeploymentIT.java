package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.keystream.lab.audit.Audit;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.identity.CertificateAuthority;
import io.keystream.lab.process.Command;
import io.keystream.lab.process.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One deployed pipeline, seen as its operators and its enemies see it. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeploymentIT implements MetricsTests, PageTests, TokenTests {
  private static final String SMUGGLED = "spark.dynamicAllocation.enabled=true";

  private static final String UI_ALIAS = "spark.ssl.ui.keystorepassword";

  private final Pipeline pipeline = Pipeline.of("deployment", "1s");
  private Gateway gateway;
  private CommandResult rehearsal;
  private boolean rehearsalLeftFiles;

  @Override
  public Gateway gateway() {
    return gateway;
  }

  @BeforeAll
  void deploy(Lab lab) throws IOException, InterruptedException {
    pipeline.prepare(lab, 3);
    String provider = "jceks://hdfs" + pipeline.home() + "-ui.jceks";
    Path store = new CertificateAuthority(lab.folders()).client("ui", "ca", PageTests.PASSWORD);
    lab.hadoop(LabUser.KEYSTREAM).putPassword(provider, UI_ALIAS, PageTests.PASSWORD);
    gateway =
        new Gateway(lab, pipeline)
            .with("keystream_viewers", List.of("admin"))
            .with("keystream_secret_files", List.of(store.toString()))
            .with("keystream_ui_keystore", "ui.p12")
            .with("keystream_ui_credential_provider", provider);
    rehearsal = gateway.playbook("deploy", "--check", "--diff");
    rehearsalLeftFiles = Files.exists(gateway.folder());
    // The rehearsal has looked at everything.
    gateway.deployWithoutPreflight();
  }

  @AfterAll
  void stop() {
    gateway.require("stop");
  }

  @Test
  void rehearsalOnAFreshHostTellsWhatWouldChangeAndChangesNothing() {
    assertThat(rehearsal.exitCode()).as(rehearsal.output()).isZero();
    assertThat(rehearsal.stdout()).contains("would submit release 0.1.0-");
    assertThat(rehearsalLeftFiles).isFalse();
  }

  @Test
  void secondDeploymentChangesNothingAndSubmitsNothing() {
    String before = applicationId();

    CommandResult second = gateway.require("deploy", "--skip-tags", "preflight");

    assertThat(second.stdout()).contains("changed=0");
    assertThat(applicationId()).isEqualTo(before);
  }

  @Test
  void theWatchdogLeavesARunningJobAlone() {
    String before = applicationId();

    assertThat(gateway.ask("watchdog").path("verdict").asText()).isEqualTo("RUNNING");

    assertThat(applicationId()).isEqualTo(before);
    assertThat(gateway.status().path("release").asText()).startsWith("0.1.0-");
  }

  @Test
  void anErrorIsExplainedOnTheGateway() {
    assertThat(gateway.keystream("explain", "Clock skew too great (37)").orThrow().stdout())
        .contains("page  runbooks/procedures/mend-preflight.md#clock", "chronyc tracking");
  }

  @Test
  void realLinesArriveOnceAndByteForByte(Lab lab) throws IOException, InterruptedException {
    Path lines = lab.options().checkout().resolveSibling("shared/data/access-combined.log");
    assumeThat(lines).as("the real lines, which are not part of the repository").exists();

    lab.run(
            Command.of(
                    "kafka-console-producer",
                    "--bootstrap-server",
                    lab.options().bootstrapServers(),
                    "--topic",
                    pipeline.topic())
                .reading(lines))
        .orThrow();

    long sent = Files.readString(lines, StandardCharsets.ISO_8859_1).lines().count();
    CommitWatch watch = CommitWatch.of(lab, pipeline);
    await("all lines committed")
        .atMost(SOON)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> watch.last().orElseThrow().totals().read() == sent);
    Audit audit = pipeline.audit(lab);
    assertThat(audit.exact()).as(audit.toString()).isTrue();
    assertThat(audit.recordsIn()).isEqualTo(sent);
    assertThat(audit.recordsOut() + audit.deadLettered()).isEqualTo(sent);
  }

  @Test
  void dynamicAllocationOnTheCommandLineIsRefused() {
    CommandResult refused = gateway.keystream("submit", "--conf", SMUGGLED);

    assertThat(refused.exitCode()).isEqualTo(11);
    assertThat(refused.stderr()).contains("spark.dynamicAllocation.enabled is true, wanted false");
  }

  @Test
  void dynamicAllocationSmuggledPastTheCommandLineIsRefusedByTheDriver(Lab lab) {
    String before = applicationId();
    List<String> command =
        new ArrayList<>(
            gateway.keystream("submit", "--dry-run").orThrow().stdout().lines().toList());
    command.addAll(
        1, List.of("--conf", "spark.yarn.submit.waitAppCompletion=true", "--name", "smuggler"));
    int tags = command.indexOf("spark.yarn.tags=keystream:" + pipeline.name());
    command.set(tags, "spark.yarn.tags=smuggler");
    command.addAll(tags + 1, List.of("--conf", SMUGGLED));
    command.replaceAll(
        argument ->
            argument.equals("spark.yarn.submit.waitAppCompletion=false")
                    || argument.equals("spark.dynamicAllocation.enabled=false")
                ? "spark.keystream.unused=true"
                : argument);

    CommandResult refused = lab.run(Command.of(command).within(Duration.ofMinutes(4)));

    assertThat(refused.output())
        .contains("Keystream stopped with exit code 11")
        .contains("spark.dynamicAllocation.enabled is true, wanted false");
    assertThat(applicationId()).isEqualTo(before);
    assertThat(gateway.status().path("state").asText()).isEqualTo("RUNNING");
  }

  @Test
  void preflightProvesKeysTokensAndBrokersAgainstTheCluster() {
    PreflightReport report = new PreflightReport(gateway.ask("preflight"));

    assertThat(report.found("keytab-kvno")).matches("kvno \\d+ in both");
    assertThat(report.found("clock")).matches(".* -?[01] s apart");
    assertThat(report.found("hdfs-token")).startsWith("renewed for ");
    assertThat(report.found("hdfs-flush")).isEqualTo("replicated, can be appended to");
    assertThat(report.found("yarn-restart")).isEqualTo("on");
    assertThat(report.found("kafka-advertised")).contains(" against ");
    assertThat(report.found("kafka-retention")).contains("no DescribeConfigs on topic");
  }

  @Test
  void preflightTellsEverythingThatIsWrongAtOnce(Lab lab, @TempDir Path temporary)
      throws IOException {
    Path broken = temporary.resolve("release");
    String current = gateway.folder().resolve("current").toString();
    lab.run(Command.of("cp", "-rL", current, broken.toString())).orThrow();
    append(
        broken.resolve("spark.conf"),
        "spark.speculation=true",
        "spark.security.credentials.retryWait=12h",
        "spark.executor.memory=64g",
        "spark.executor.extraJavaOptions=-XX:+UseConcMarkSweepGC",
        "spark.hadoop.some.password=hunter2");
    append(broken.resolve("submit.properties"), "queue=nowhere", "files=missing.properties");

    String keystream = gateway.folder().resolve("bin/keystream").toString();
    CommandResult refused =
        lab.run(Command.of("env", "KEYSTREAM_RELEASE=" + broken, keystream, "preflight", "--json"));

    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
    PreflightReport report = PreflightReport.parse(refused.stdout());
    assertThat(report.failures())
        .containsExactlyInAnyOrder(
            "java-options",
            "shipped-files",
            "secrets",
            "spark-settings",
            "hdfs-token",
            "yarn-queue",
            "yarn-capacity",
            "ui-keystore");
    assertThat(report.found("ui-keystore")).as("not among the files").contains("No readable file");
    assertThat(report.found("hdfs-token")).contains("is tried again after 43200 s");
    assertThat(report.found("yarn-queue")).isEqualTo("no such queue");
    assertThat(refused.output()).doesNotContain("hunter2");
  }

  private static void append(Path file, String... lines) throws IOException {
    Files.writeString(file, "\n" + String.join("\n", lines) + "\n", StandardOpenOption.APPEND);
  }

  @Test
  void otherUsersReadNeitherOutputNorHomeNorStagedKeytab(Lab lab) {
    for (String folder :
        List.of(pipeline.output(), pipeline.home(), "/user/keystream/.sparkStaging")) {
      CommandResult refused = lab.run(Command.of("hdfs", "dfs", "-ls", folder).as(LabUser.GUEST));
      assertThat(refused.exitCode()).as(folder).isNotZero();
      assertThat(refused.stderr()).as(folder).contains("Permission denied: user=guest");
    }
  }

  @Test
  void placedFilesAreClosedToOthers() throws IOException {
    Path keytab = gateway.folder().resolve("keytabs/deployment.keytab");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keytab)))
        .isEqualTo("r--------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(gateway.folder())))
        .isEqualTo("rwx------");
  }

  @Test
  void tokensAndFilesAreManagedByTheJobsPrincipalOnly(Lab lab, @TempDir Path temporary)
      throws IOException {
    GuestsRelease guests = new GuestsRelease(lab, gateway, temporary);

    guests.assertRefused("tokens", "--json");
    guests.assertRefused("tokens", "--cancel");
    guests.assertRefused("replace-file", "guest.keytab=" + lab.folders().keytab("guest"));
  }

  @Test
  void theJobIsMendedCopiedAndDeletedByItsPrincipalOnly(Lab lab, @TempDir Path temporary)
      throws IOException {
    GuestsRelease guests = new GuestsRelease(lab, gateway, temporary.resolve("release"));
    Path bundle = temporary.resolve("bundle.zip");

    guests.assertRefused("recover", "--repair");
    guests.assertRefused("bundle", "--to", bundle.toString());
    guests.assertRefused("backup", "--dry-run", "--to", "/tmp/guest");
    guests.assertRefused("restore", "--from", pipeline.home() + "-backup");
    guests.assertRefused("purge", "--dry-run", "--with-data", pipeline.name());
    assertThat(bundle).doesNotExist();
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void aStoppedJobIsStartedByNoRotationAndByNoOtherPrincipal(Lab lab, @TempDir Path temporary)
      throws IOException {
    newKeyOfThePage(lab);

    CommandResult rotated = gateway.require("rotate_certificates");

    assertThat(rotated.stdout()).doesNotContain("a running job cannot take up");
    assertThat(lastRotation()).contains(" files=ui.p12 ").endsWith(" job=nothing-ran");
    new GuestsRelease(lab, gateway, temporary).assertRefused("submit");
    assertThat(gateway.status().path("state").asText()).isEqualTo("STOPPED");
  }
}
