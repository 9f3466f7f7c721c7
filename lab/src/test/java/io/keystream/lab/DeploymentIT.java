package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.keystream.lab.audit.Audit;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.process.Command;
import io.keystream.lab.process.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** One deployed pipeline, seen as its operators and its enemies see it. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeploymentIT {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String SMUGGLED = "spark.dynamicAllocation.enabled=true";

  private final Pipeline pipeline = Pipeline.of("deployment", "1s");
  private Gateway gateway;
  private CommandResult rehearsal;
  private boolean rehearsalLeftFiles;

  @BeforeAll
  void deploy(Lab lab) {
    pipeline.prepare(lab, 3);
    gateway = new Gateway(lab, pipeline).with("keystream_viewers", List.of("admin"));
    rehearsal = gateway.playbook("deploy", "--check", "--diff");
    rehearsalLeftFiles = Files.exists(gateway.folder());
    gateway.require("deploy");
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

    CommandResult second = gateway.require("deploy");

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
  void thePageOfTheJobIsSeenByItsUserAndItsViewersOnly(Lab lab) throws Exception {
    Page page = Page.of(lab, gateway.ask("status").path("tracking_url").asText() + "environment/");

    assertThat(page.statusFor(LabUser.KEYSTREAM)).as("the job's user").isEqualTo(200);
    assertThat(page.statusFor(LabUser.ADMIN)).as("a viewer").isEqualTo(200);
    assertThat(page.statusFor(LabUser.GUEST)).as("another user").isEqualTo(403);
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

  private String applicationId() {
    return gateway.ask("status").path("application_id").asText();
  }
}
