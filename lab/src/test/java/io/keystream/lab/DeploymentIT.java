package io.keystream.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keystream.lab.audit.Audit;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.identity.CertificateAuthority;
import io.keystream.lab.process.Command;
import io.keystream.lab.process.CommandResult;
import io.keystream.security.tls.TrustedCertificates;
import io.keystream.security.tls.Truststore;
import io.keystream.security.tls.VerifiedServer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLSession;
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
class DeploymentIT {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String SMUGGLED = "spark.dynamicAllocation.enabled=true";

  private static final String UI_ALIAS = "spark.ssl.ui.keystorepassword";
  private static final String UI_PASSWORD = "of the page's key store";

  private final Pipeline pipeline = Pipeline.of("deployment", "1s");
  private Gateway gateway;
  private CommandResult rehearsal;
  private boolean rehearsalLeftFiles;

  @BeforeAll
  void deploy(Lab lab) throws IOException, InterruptedException {
    pipeline.prepare(lab, 3);
    String provider = "jceks://hdfs" + pipeline.home() + "-ui.jceks";
    Path store = new CertificateAuthority(lab.folders()).client("ui", "ca", UI_PASSWORD);
    lab.hadoop(LabUser.KEYSTREAM).putPassword(provider, UI_ALIAS, UI_PASSWORD);
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
    assertThat(gateway.ask("status").path("release").asText()).startsWith("0.1.0-");
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
    assertThat(gateway.ask("status").path("state").asText()).isEqualTo("RUNNING");
  }

  @Test
  void preflightProvesKeysTokensAndBrokersAgainstTheCluster() {
    JsonNode report = gateway.ask("preflight");

    assertThat(found(report, "keytab-kvno")).matches("kvno \\d+ in both");
    assertThat(found(report, "clock")).matches(".* -?[01] s apart");
    assertThat(found(report, "hdfs-token")).startsWith("renewed for ");
    assertThat(found(report, "hdfs-flush")).isEqualTo("replicated, can be appended to");
    assertThat(found(report, "yarn-restart")).isEqualTo("on");
    assertThat(found(report, "kafka-advertised")).contains(" against ");
    assertThat(found(report, "kafka-retention")).contains("no DescribeConfigs on topic");
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
    JsonNode report = new ObjectMapper().readTree(refused.stdout());
    assertThat(failures(report))
        .containsExactlyInAnyOrder(
            "java-options",
            "shipped-files",
            "secrets",
            "spark-settings",
            "hdfs-token",
            "yarn-queue",
            "yarn-capacity",
            "ui-keystore");
    assertThat(found(report, "ui-keystore")).as("not among the files").contains("No readable file");
    assertThat(found(report, "hdfs-token")).contains("is tried again after 43200 s");
    assertThat(found(report, "yarn-queue")).isEqualTo("no such queue");
    assertThat(refused.output()).doesNotContain("hunter2");
  }

  private static void append(Path file, String... lines) throws IOException {
    Files.writeString(file, "\n" + String.join("\n", lines) + "\n", StandardOpenOption.APPEND);
  }

  private static String found(JsonNode report, String id) {
    for (JsonNode check : report.path("checks")) {
      if (check.path("id").asText().equals(id)) {
        return check.path("found").asText();
      }
    }
    return "no check " + id;
  }

  private static List<String> failures(JsonNode report) {
    List<String> failures = new ArrayList<>();
    for (JsonNode check : report.path("checks")) {
      if (!check.path("ok").asBoolean() && check.path("severity").asText().equals("error")) {
        failures.add(check.path("id").asText());
      }
    }
    return failures;
  }

  @Test
  void thePageOfTheJobIsSeenByItsUserAndItsViewersOnly(Lab lab) throws Exception {
    Page page = Page.of(lab, gateway.ask("status").path("tracking_url").asText() + "environment/");

    assertThat(page.statusFor(LabUser.KEYSTREAM)).as("the job's user").isEqualTo(200);
    assertThat(page.statusFor(LabUser.ADMIN)).as("a viewer").isEqualTo(200);
    assertThat(page.statusFor(LabUser.GUEST)).as("another user").isEqualTo(403);
  }

  @Test
  void thePageIsEncryptedOnItsWayToTheProxy(Lab lab) throws Exception {
    URI page = lab.hadoop(LabUser.KEYSTREAM).pageOf(applicationId());
    Truststore truststore = new Truststore(lab.folders().truststore().toString(), "PEM");

    SSLSession session =
        VerifiedServer.session(page.getAuthority(), TrustedCertificates.context(truststore));

    assertThat(page.getScheme()).isEqualTo("https");
    assertThat(session.getProtocol()).isEqualTo("TLSv1.3");
    assertThat(session.getPeerPrincipal().getName()).startsWith("CN=ui,");
    try (Socket inPlainText = new Socket(page.getHost(), page.getPort())) {
      inPlainText.setSoTimeout((int) SOON.toMillis());
      inPlainText.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
      assertThat(new String(inPlainText.getInputStream().readAllBytes(), US_ASCII))
          .doesNotContain("HTTP/1.1 200", "Location: http:");
    }
  }

  @Test
  void theDriverTalksToNobodyWhoDoesNotKnowTheSecretOfTheApplication(Lab lab) throws Exception {
    JsonNode status = gateway.ask("status");
    String settings =
        Page.of(
                lab,
                status.path("tracking_url").asText()
                    + "api/v1/applications/"
                    + status.path("application_id").asText()
                    + "/environment")
            .textFor(LabUser.KEYSTREAM);
    Map<String, String> driver = new HashMap<>();
    for (JsonNode setting : new ObjectMapper().readTree(settings).path("sparkProperties")) {
      driver.put(setting.path(0).asText(), setting.path(1).asText());
    }

    try (Socket socket =
        new Socket(
            driver.get("spark.driver.host"), Integer.parseInt(driver.get("spark.driver.port")))) {
      socket.setSoTimeout((int) SOON.toMillis());
      assertThat(answerToStranger(socket)).contains("Unknown challenge message");
    }
  }

  /** Sends a call in the format of Spark's network library; an error is told as text. */
  private static String answerToStranger(Socket socket) throws IOException {
    byte call = 3;
    byte[] body = {1};
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeLong(Long.BYTES + 1 + Long.BYTES + Integer.BYTES + body.length);
    out.writeByte(call);
    out.writeLong(1);
    out.writeInt(body.length);
    out.write(body);
    out.flush();
    DataInputStream in = new DataInputStream(socket.getInputStream());
    return new String(in.readNBytes((int) in.readLong() - Long.BYTES), StandardCharsets.UTF_8);
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
  void tokensShowsAllThatTheJobLogsInWith() {
    JsonNode answer = awaitRecord();

    Map<String, JsonNode> rows = byKind(answer);
    assertThat(rows)
        .containsOnlyKeys(
            "TGT",
            "HDFS_DELEGATION_TOKEN",
            "KAFKA_DELEGATION_TOKEN",
            "YARN_AM_RM_TOKEN",
            "KEYTAB",
            "TRUSTED_CERTIFICATE",
            "BROKER_CERTIFICATE");
    assertThat(answer.path("credentials"))
        .allSatisfy(row -> assertThat(row.path("state").asText()).as("%s", row).isEqualTo("OK"));
    assertThat(rows.get("TGT").path("owner").asText()).isEqualTo("keystream@KEYSTREAM.LAB");
    assertThat(rows.get("HDFS_DELEGATION_TOKEN").path("renewed_by").asText()).isEqualTo("SPARK");
    assertThat(rows.get("KAFKA_DELEGATION_TOKEN").path("owner").asText())
        .isEqualTo("User:keystream");
    assertThat(rows.get("KAFKA_DELEGATION_TOKEN").path("max_life").asText()).endsWith("Z");
    assertThat(rows.get("KEYTAB").path("action").asText()).matches("kvno (\\d+), in the KDC \\1");
    assertThat(gateway.keystream("status").orThrow().stdout())
        .contains("credentials  0 repairs; first to end: ")
        .containsPattern("lag +\\d+ records to be read in \\d+ partitions")
        .containsPattern("(?m)^next +\\S");
    assertThat(gateway.keystream("tokens").orThrow().stdout())
        .containsPattern(
            "OK +KAFKA_DELEGATION_TOKEN +driver +kafka.server.*renewed by Spark in 17 h");
  }

  @Test
  void anErrorIsExplainedOnTheGateway() {
    assertThat(gateway.keystream("explain", "Clock skew too great (37)").orThrow().stdout())
        .contains("page  runbooks/procedures/mend-preflight.md#clock", "chronyc tracking");
  }

  @Test
  void whatEndsWithinTheHorizonIsToldByTheExitCode() {
    CommandResult horizon = gateway.keystream("tokens", "--within", "99999d");

    assertThat(horizon.exitCode()).as(horizon.output()).isEqualTo(18);
    assertThat(horizon.stdout())
        .containsPattern("ENDING +BROKER_CERTIFICATE .* replace it: nothing renews it");
  }

  @Test
  void tokensAreRenewedWhenAsked() {
    Map<String, JsonNode> before = byKind(awaitRecord());

    CommandResult played = gateway.require("tokens", "-e", "keystream_service_tokens_renew=true");

    assertThat(played.stdout())
        .contains("changed=1")
        .containsPattern("access-logs +OK +KAFKA_DELEGATION_TOKEN +driver ");
    JsonNode answer = gateway.ask("tokens");
    Map<String, JsonNode> after = byKind(answer);
    for (String kind : List.of("HDFS_DELEGATION_TOKEN", "KAFKA_DELEGATION_TOKEN")) {
      assertThat(after.get(kind).path("id")).as(kind).isNotEqualTo(before.get(kind).path("id"));
      assertThat(after.get(kind).path("renewals_by_keeper").asInt()).as(kind).isEqualTo(1);
      assertThat(after.get(kind).path("state").asText()).as(kind).isEqualTo("OK");
    }
    assertThat(answer.path("repairs").asInt()).as("none was needed").isZero();
  }

  @Test
  void tokensOfAJobThatRunsAreNotCancelled() {
    CommandResult refused = gateway.keystream("tokens", "--cancel");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stderr())
        .contains(applicationId() + " runs and needs its tokens: keystream stop before");
  }

  @Test
  void tokensAreShownToTheJobsPrincipalOnly(Lab lab, @TempDir Path temporary) throws IOException {
    Path current = gateway.folder().resolve("current").toRealPath();
    try (Stream<Path> files = Files.list(current)) {
      for (Path file : files.toList()) {
        Files.copy(file, temporary.resolve(file.getFileName()));
      }
    }
    Path submit = temporary.resolve("submit.properties");
    String guests =
        Files.readString(submit)
            .replaceAll("(?m)^principal=.*", "principal=guest@KEYSTREAM.LAB")
            .replaceAll("(?m)^keytab=.*", "keytab=" + lab.folders().keytab("guest"));
    Files.delete(submit);
    Files.writeString(submit, guests);

    for (String option : List.of("--json", "--cancel")) {
      CommandResult refused =
          lab.run(
              Command.of(gateway.folder().resolve("bin/keystream").toString(), "tokens", option)
                  .with("KEYSTREAM_RELEASE", temporary.toString()));

      assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
      assertThat(refused.stdout()).isEmpty();
      assertThat(refused.stderr())
          .contains("Principal guest@KEYSTREAM.LAB may not use " + pipeline.home())
          .contains("Permission denied: user=guest");
    }
  }

  /** Last, because it stops the job. */
  @Test
  @Order(Integer.MAX_VALUE)
  void tokensThatAStoppedJobLeftAreCancelledAndNoOthers(Lab lab) {
    String anothers = lab.kafka(LabUser.KEYSTREAM).createToken();
    Set<String> before = Set.copyOf(lab.kafka(LabUser.KEYSTREAM).tokenIds());
    gateway.require("stop");
    assertThat(gateway.keystream("tokens").orThrow().stdout())
        .containsPattern("Nothing runs. \\d+ tokens may be left behind");

    CommandResult first = gateway.keystream("tokens", "--cancel").orThrow();
    CommandResult second = gateway.keystream("tokens", "--cancel").orThrow();

    Set<String> gone = new HashSet<>(before);
    lab.kafka(LabUser.KEYSTREAM).tokenIds().forEach(gone::remove);
    assertThat(gone).isNotEmpty().doesNotContain(anothers);
    assertThat(gone)
        .allSatisfy(
            id ->
                assertThat(first.stdout())
                    .contains(
                        "Cancelled KAFKA_DELEGATION_TOKEN for"
                            + " kafka.server.delegation.token.source, "
                            + id));
    assertThat(first.stdout()).contains("Cancelled HDFS_DELEGATION_TOKEN for ");
    assertThat(second.stdout()).isEqualTo("The job left no token behind.\n");
  }

  /** The driver writes it when it has seen for how long its tokens are valid. */
  private JsonNode awaitRecord() {
    return await("the driver's credentials recorded")
        .atMost(SOON)
        .until(
            () -> gateway.ask("tokens"),
            answer ->
                answer
                    .path("credentials")
                    .toString()
                    .contains("\"renewed_by\":\"SPARK\",\"renewal\":\"2"));
  }

  private static Map<String, JsonNode> byKind(JsonNode answer) {
    Map<String, JsonNode> rows = new HashMap<>();
    answer.path("credentials").forEach(row -> rows.putIfAbsent(row.path("kind").asText(), row));
    return rows;
  }

  private String applicationId() {
    return gateway.ask("status").path("application_id").asText();
  }
}
