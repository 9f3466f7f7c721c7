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
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kills a running job in every way, while records keep coming, and accounts for every record. */
@ExtendWith(LabExtension.class)
class ExactlyOnceIT {
  private static final List<String> HALTS = List.of("1:STAGED", "2:COMMITTED", "3:PUBLISHED");
  private static final int LINES_PER_SECOND = 200;
  private static final int MOST_MILLIS_BEFORE_KILL = 4_000;
  private static final Duration RECOVERY = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Pipeline pipeline = Pipeline.of("exactly-once", "1s");

  @Test
  void everyAcknowledgedRecordArrivesOnceWhateverIsKilled(Lab lab)
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

  /** Once each; the drill {@code crash} does it fifty times. */
  private static void killAtRandom(Containers containers, CommitWatch watch, Random random)
      throws IOException {
    killAtRandomMoment(random, containers, containers::executors);
    long committed = lastEntry(watch).sequence();
    await("a commit after the executors' end")
        .atMost(RECOVERY)
        .pollInterval(POLL)
        .until(() -> lastEntry(watch).sequence() > committed);
    long epoch = lastEntry(watch).epoch();
    killAtRandomMoment(random, containers, containers::driver);
    await("a commit after the driver's end")
        .atMost(RECOVERY)
        .pollInterval(POLL)
        .until(() -> lastEntry(watch).epoch() > epoch);
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
    return gateway.status().path("application_id").asText();
  }
}
