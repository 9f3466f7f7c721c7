package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keystream.job.ledger.LedgerEntry;
import io.keystream.lab.audit.Digest;
import io.keystream.lab.audit.PublishedRows;
import io.keystream.lab.audit.RecordId;
import io.keystream.lab.client.KafkaSession;
import io.keystream.lab.daemon.OtherKafka;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.traffic.TrafficProducer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Reads topics of one name in two secured clusters, each with delegation tokens of its own, and
 * writes to the second, while each of them is away for a while.
 */
@ExtendWith(LabExtension.class)
@Isolated("kills the broker")
class ClustersIT {
  private static final int LINES_PER_SECOND = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final String EAST = "east";
  private static final String WEST = "west";

  private final Pipeline pipeline = Pipeline.of("clusters", "1s");
  private final String rows = pipeline.name() + "-rows";
  private CommitWatch watch;

  @Test
  void oneAttemptReadsTheOtherClusterWhileOneIsAway(Lab lab)
      throws IOException, InterruptedException {
    OtherKafka west = new OtherKafka(lab.options(), lab.folders());
    west.create();
    lab.start(OtherKafka.NAME);
    try {
      prepare(lab, west.as(LabUser.ADMIN));
      run(lab, west);
    } finally {
      lab.pid(OtherKafka.NAME).ifPresent(running -> lab.kill(OtherKafka.NAME));
    }
  }

  private void prepare(Lab lab, KafkaSession west) throws IOException, InterruptedException {
    String principal = "User:" + LabUser.KEYSTREAM.shortName();
    pipeline.prepare(lab, 2);
    west.createTopic(pipeline.topic(), 3);
    west.allowReading(principal, pipeline.topic(), pipeline.name());
    west.createTopic(rows, 2);
    west.allowDelivering(principal, rows, pipeline.name());
    watch = CommitWatch.of(lab, pipeline);
  }

  private void run(Lab lab, OtherKafka west) throws IOException, InterruptedException {
    Gateway gateway = gateway(lab, west);
    KafkaSession eastern = lab.kafka(LabUser.ADMIN);
    KafkaSession western = west.as(LabUser.ADMIN);
    try (TrafficProducer toEast =
            TrafficProducer.start(eastern, pipeline.topic(), LINES_PER_SECOND, 1);
        TrafficProducer toWest =
            TrafficProducer.start(western, pipeline.topic(), LINES_PER_SECOND, 2)) {
      gateway.require("deploy");
      awaitProgress(EAST);
      awaitProgress(WEST);

      lab.kill("kafka");
      // The first may have been begun before, and have read both.
      awaitProgress(WEST);
      awaitProgress(WEST);
      long standing = position(EAST);
      awaitProgress(WEST);
      awaitProgress(WEST);
      assertThat(position(EAST)).as("what was read of a killed broker").isEqualTo(standing);
      lab.start("kafka");
      awaitProgress(EAST);

      // It takes the rows as well: the batch is held until it is back.
      lab.kill(OtherKafka.NAME);
      await("a batch that the other cluster has a part in")
          .atMost(PATIENCE)
          .pollInterval(POLL)
          .until(() -> toEast.count() > position(EAST) + 5 * LINES_PER_SECOND);
      lab.start(OtherKafka.NAME);
      awaitProgress(WEST);
      awaitProgress(EAST);

      toEast.finish();
      toWest.finish();
      await("everything committed")
          .atMost(PATIENCE)
          .pollInterval(POLL)
          .until(() -> last().totals().read() >= toEast.count() + toWest.count());
    }
    assertThat(gateway.status().path("attempt").asInt()).as("attempts").isEqualTo(1);
    gateway.require("stop");
    assertThat(last().epoch()).isEqualTo(1);
    assertThat(gateway.ask("ledger", "verify", "--kafka").path("ok").asBoolean()).isTrue();
    assertEveryRecordOnce(lab, eastern, western);
  }

  private Gateway gateway(Lab lab, OtherKafka west) {
    Gateway gateway = new Gateway(lab, pipeline);
    Map<String, Object> eastern = gateway.kafkaSource();
    Map<String, Object> western = new HashMap<>(eastern);
    western.put("bootstrap-servers", List.of(west.bootstrapServers()));
    Map<String, Object> cluster =
        Map.of(
            "bootstrap-servers",
            List.of(west.bootstrapServers()),
            "security",
            western.get("security"));
    Map<String, Object> output =
        Map.of("topic", rows, "value", "raw", "headers", Delivered.HEADERS, "cluster", cluster);
    return gateway
        .withSources(Map.of(EAST, Map.of("kafka", eastern), WEST, Map.of("kafka", western)))
        .withSection("output", Map.of("kafka", output));
  }

  private void awaitProgress(String source) throws IOException {
    long before = position(source);
    await("progress of " + source)
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> position(source) > before);
  }

  private long position(String source) throws IOException {
    return watch.position(source + "/" + pipeline.topic());
  }

  private LedgerEntry last() throws IOException {
    return watch.last().orElseThrow();
  }

  private void assertEveryRecordOnce(Lab lab, KafkaSession eastern, KafkaSession western)
      throws IOException, InterruptedException {
    Map<RecordId, Digest> found = new Delivered().rows(western.committed(rows)).records();
    PublishedRows deadLetters;
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      deadLetters = PublishedRows.read(fs, pipeline.deadLetters());
    }
    assertThat(found.keySet()).doesNotContainAnyElementsOf(deadLetters.occurrences().keySet());
    assertThat(deadLetters.rows()).isEqualTo(deadLetters.occurrences().size());
    found.putAll(deadLetters.raw());
    assertThat(found)
        .isEqualTo(Delivered.sent(Map.of(EAST, eastern, WEST, western), pipeline.topic()));
  }
}
