package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keystream.job.ledger.LedgerEntry;
import io.keystream.lab.audit.Audit;
import io.keystream.lab.audit.RecordId;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Containers;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.traffic.TrafficProducer;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Kills a running job in every way, while records keep coming, and accounts for every record. */
@ExtendWith(LabExtension.class)
class ExactlyOnceIT {
  private static final List<String> HALTS = List.of("1:STAGED", "2:COMMITTED", "3:PUBLISHED");
  private static final int DRIVER_KILLS = 2;
  private static final int EXECUTOR_KILLS = 2;
  private static final int LINES_PER_SECOND = 200;
  private static final int MOST_MILLIS_BEFORE_KILL = 4_000;
  private static final Duration RECOVERY = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Pipeline pipeline = Pipeline.of("exactly-once", "1s");

  @Test
  void everyAcknowledgedRecordArrivesOnceWhateverIsKilled(Lab lab, @TempDir Path folder)
      throws IOException, InterruptedException {
    long seed = Long.getLong("keystream.test.seed", ThreadLocalRandom.current().nextLong());
    System.out.println("ExactlyOnceIT: -Dkeystream.test.seed=" + seed);
    pipeline.prepare(lab, 3);
    CommitWatch watch = CommitWatch.of(lab, pipeline);
    Gateway gateway =
        new Gateway(lab, pipeline)
            .with("keystream_max_attempts", 100)
            .with(
                "keystream_driver_java_options",
                List.of("-Dkeystream.test.halt=" + String.join(",", HALTS)));
    Set<RecordId> acknowledged;
    try (TrafficProducer traffic =
        TrafficProducer.start(lab.kafka(LabUser.ADMIN), pipeline.topic(), LINES_PER_SECOND, seed)) {
      gateway.deployWithoutPreflight();
      await("a commit after three halts")
          .atMost(RECOVERY)
          .pollInterval(POLL)
          .until(() -> lastEntry(watch).epoch() > HALTS.size());
      killAtRandom(new Containers(lab, applicationId(gateway)), watch, new Random(seed));
      assertThat(lastEntry(watch).epoch())
          .as("epochs after the kills")
          .isGreaterThan(HALTS.size() + DRIVER_KILLS);
      String fingerprint = lastEntry(watch).fingerprint();
      gateway.with("keystream_jar", rebuiltJar(lab, folder).toString()).deployWithoutPreflight();
      await("a commit of the rebuilt jar")
          .atMost(RECOVERY)
          .pollInterval(POLL)
          .until(() -> !lastEntry(watch).fingerprint().equals(fingerprint));
      traffic.finish();
      awaitAllCommitted(watch, traffic);
      acknowledged = traffic.acknowledged();
    }
    gateway.require("stop");

    Audit audit = pipeline.audit(lab);
    assertThat(audit.lost()).as("lost").isEmpty();
    assertThat(audit.duplicated()).as("duplicated").isEmpty();
    assertThat(audit.unknown()).as("unknown").isEmpty();
    assertThat(audit.altered()).as("altered").isEmpty();
    assertThat(audit.recordsIn()).isEqualTo(audit.recordsOut() + audit.deadLettered());
    assertThat(audit.recordsIn()).isGreaterThanOrEqualTo(acknowledged.size());
    assertThat(audit.deadLettered()).as("malformed lines").isPositive();
    assertThat(gateway.ask("ledger", "verify").path("ok").asBoolean()).isTrue();
  }

  private static void killAtRandom(Containers containers, CommitWatch watch, Random random)
      throws IOException {
    for (int i = 0; i < EXECUTOR_KILLS; i++) {
      killAtRandomMoment(random, containers, containers::executors);
      long committed = lastEntry(watch).sequence();
      await("a commit after executor kill " + i)
          .atMost(RECOVERY)
          .pollInterval(POLL)
          .until(() -> lastEntry(watch).sequence() > committed);
    }
    for (int i = 0; i < DRIVER_KILLS; i++) {
      long epoch = lastEntry(watch).epoch();
      killAtRandomMoment(random, containers, containers::driver);
      await("a commit after driver kill " + i)
          .atMost(RECOVERY)
          .pollInterval(POLL)
          .until(() -> lastEntry(watch).epoch() > epoch);
    }
  }

  /** A commit can still come from a process that was just killed, so the next one is waited for. */
  private static void killAtRandomMoment(
      Random random, Containers containers, Supplier<List<Long>> processes) {
    await("a process to kill")
        .atMost(RECOVERY)
        .pollInterval(POLL)
        .until(() -> !processes.get().isEmpty());
    Duration delay = Duration.ofMillis(random.nextInt(MOST_MILLIS_BEFORE_KILL));
    await().pollDelay(delay).atMost(delay.plusSeconds(10)).until(() -> true);
    processes.get().forEach(containers::kill);
  }

  private static void awaitAllCommitted(CommitWatch watch, TrafficProducer traffic) {
    await("everything committed")
        .atMost(RECOVERY)
        .pollInterval(POLL)
        .until(() -> lastEntry(watch).totals().read() >= traffic.count());
  }

  private static LedgerEntry lastEntry(CommitWatch watch) throws IOException {
    return watch.last().orElseThrow();
  }

  private static String applicationId(Gateway gateway) {
    return gateway.ask("status").path("application_id").asText();
  }

  /** The same classes in a jar with other bytes: for the job, other code. */
  private static Path rebuiltJar(Lab lab, Path folder) throws IOException {
    Path jar = folder.resolve("keystream-0.1.1.jar");
    Files.copy(Path.of(lab.environment().get("KEYSTREAM_JAR")), jar);
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      Files.writeString(zip.getPath("rebuilt.txt"), "other code");
    }
    return jar;
  }
}
