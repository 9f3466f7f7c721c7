package io.keystream.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keystream.job.ledger.LedgerEntry;
import io.keystream.lab.audit.Digest;
import io.keystream.lab.audit.RecordId;
import io.keystream.lab.audit.TopicContent;
import io.keystream.lab.client.KafkaSession;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Containers;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.process.CommandResult;
import io.keystream.lab.traffic.TrafficProducer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** From topic to topics, while driver, executors and broker are killed. */
@ExtendWith(LabExtension.class)
@Isolated("kills the broker")
class KafkaSinkIT {
  private static final List<String> HALTS = List.of("1:STAGED", "2:COMMITTED", "3:PUBLISHED");
  private static final int LINES_PER_SECOND = 200;
  private static final Duration OUTAGE = Duration.ofSeconds(15);
  private static final Duration RECOVERY = Duration.ofMinutes(4);
  private static final Duration POLL = Duration.ofMillis(500);

  private final Pipeline pipeline = Pipeline.of("kafka-sink", "1s");
  private final String rows = pipeline.name() + "-rows";
  private final String deadLetters = pipeline.name() + "-dead-letters";

  @Test
  void readersOfCommittedRecordsSeeEveryRowOnceWhateverIsKilled(Lab lab)
      throws IOException, InterruptedException {
    long seed = Long.getLong("keystream.test.seed", ThreadLocalRandom.current().nextLong());
    System.out.println("KafkaSinkIT: -Dkeystream.test.seed=" + seed);
    pipeline.prepare(lab, 3);
    lab.createTopic(rows, 2);
    lab.createTopic(deadLetters, 1);
    Gateway gateway = gateway(lab);
    assertRefusedWithoutAcls(gateway);
    lab.allowDelivering(LabUser.KEYSTREAM, rows, pipeline.name());
    lab.allowDelivering(LabUser.KEYSTREAM, deadLetters, pipeline.name());
    CommitWatch watch = CommitWatch.of(lab, pipeline);
    try (TrafficProducer traffic =
        TrafficProducer.start(lab.kafka(LabUser.ADMIN), pipeline.topic(), LINES_PER_SECOND, seed)) {
      gateway.require("deploy");
      awaitEpochAfter(watch, HALTS.size());
      Containers containers = new Containers(lab, gateway.status().path("application_id").asText());
      killWithinTransaction(lab, containers);
      awaitCommitAfter(watch, last(watch).sequence());
      lab.kill("kafka");
      await().pollDelay(OUTAGE).atMost(OUTAGE.plusSeconds(10)).until(() -> true);
      lab.start("kafka");
      awaitCommitAfter(watch, last(watch).sequence());
      traffic.finish();
      await("everything committed")
          .atMost(RECOVERY)
          .pollInterval(POLL)
          .until(() -> last(watch).totals().read() >= traffic.count());
    }
    gateway.require("stop");

    assertEveryRecordOnce(lab);
    assertThat(gateway.ask("ledger", "verify").path("ok").asBoolean()).isTrue();
  }

  private Gateway gateway(Lab lab) {
    Map<String, Object> kafka =
        Map.of("topic", rows, "key", "remote_host", "value", "raw", "headers", Delivered.HEADERS);
    return new Gateway(lab, pipeline)
        .with("keystream_max_attempts", 100)
        .with(
            "keystream_driver_java_options",
            List.of("-Dkeystream.test.halt=" + String.join(",", HALTS)))
        .withSection("output", Map.of("kafka", kafka))
        .withSection("dead-letters", Map.of("kafka", Map.of("topic", deadLetters)));
  }

  private static void assertRefusedWithoutAcls(Gateway gateway) {
    CommandResult refused = gateway.playbook("preflight");
    assertThat(refused.exitCode()).as(refused.output()).isNotZero();
    assertThat(refused.output())
        .contains("kafka-output-topic")
        .contains("kafka-output-transactions")
        .contains("kafka-output-progress");
  }

  /** As soon as one is seen; it may have ended when the process does. */
  private static void killWithinTransaction(Lab lab, Containers containers) {
    KafkaSession admin = lab.kafka(LabUser.ADMIN);
    await("an executor")
        .atMost(RECOVERY)
        .pollInterval(POLL)
        .until(() -> !containers.executors().isEmpty());
    List<Long> executors = containers.executors();
    await("a transaction").atMost(RECOVERY).until(() -> admin.openTransactions() > 0);
    executors.forEach(containers::kill);
  }

  private static void awaitEpochAfter(CommitWatch watch, long epoch) {
    await("a commit after epoch " + epoch)
        .atMost(RECOVERY)
        .pollInterval(POLL)
        .until(() -> watch.last().map(LedgerEntry::epoch).orElse(0L) > epoch);
  }

  private static void awaitCommitAfter(CommitWatch watch, long sequence) {
    await("an entry after " + sequence)
        .atMost(RECOVERY)
        .pollInterval(POLL)
        .until(() -> last(watch).sequence() > sequence + 1);
  }

  private static LedgerEntry last(CommitWatch watch) throws IOException {
    return watch.last().orElseThrow();
  }

  private void assertEveryRecordOnce(Lab lab) {
    Map<RecordId, Digest> sent =
        TopicContent.read(lab.kafka(LabUser.ADMIN), pipeline.topic()).values();
    List<ConsumerRecord<byte[], byte[]>> written = lab.kafka(LabUser.ADMIN).committed(rows);
    List<ConsumerRecord<byte[], byte[]>> refused = lab.kafka(LabUser.ADMIN).committed(deadLetters);
    assertThat(refused).as("malformed lines").isNotEmpty();
    assertThat(new Delivered().rows(written).deadLetters(refused).records()).isEqualTo(sent);
    assertOrdered(written);
  }

  /** Records of one partition and one key are in their order. */
  private static void assertOrdered(List<ConsumerRecord<byte[], byte[]>> written) {
    Map<String, Long> newest = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> row : written) {
      RecordId id = Delivered.id(row);
      String key = id.partition() + " " + new String(row.key(), UTF_8);
      Long before = newest.put(key, id.offset());
      assertThat(before == null || before < id.offset()).as("order of %s", id).isTrue();
    }
  }
}
