package io.keystream.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.job.ledger.OffsetSpan;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaSourceTest {
  private static final TopicPartition ZERO = new TopicPartition("access", 0);
  private static final TopicPartition ONE = new TopicPartition("access", 1);

  @Test
  void aPipelineBeginsWithTheEarliestRecord() {
    assertThat(start("start: earliest")).containsOnly(Map.entry(ZERO, 10L), Map.entry(ONE, 20L));
  }

  @Test
  void aPipelineBeginsAfterTheLatestRecordIfToldSo() {
    assertThat(start("start: latest")).containsOnly(Map.entry(ZERO, 15L), Map.entry(ONE, 25L));
  }

  @Test
  void aPipelineBeginsWithATimeIfToldSoAndAtTheEndWhereNothingIsAsNew() {
    assertThat(start("start: timestamp", "start-timestamp: 1970-01-01T00:00:17Z"))
        .containsOnly(Map.entry(ZERO, 15L), Map.entry(ONE, 20L));
  }

  @Test
  void aPipelineBeginsWithTheGivenOffsetsAndElsewhereWithTheEarliest() {
    assertThat(start("start: offsets", "start-offsets: [\"access:1:22\"]"))
        .containsOnly(Map.entry(ZERO, 10L), Map.entry(ONE, 22L));
  }

  @Test
  void readersNeitherCommitNorResetNorHoldASecret() {
    Map<String, Object> reader = KafkaClients.reader(Sources.of("topics: [access]"));

    assertThat(reader)
        .containsEntry("bootstrap.servers", "b1:9093,b2:9093")
        .containsEntry("group.id", "spark-executor-logs")
        .containsEntry("enable.auto.commit", false)
        .containsEntry("auto.offset.reset", "none")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("ssl.endpoint.identification.algorithm", "https");
    assertThat(reader.keySet()).noneMatch(key -> key.contains("password"));
  }

  @Test
  void whatIsSentToTasksCanBeSent() throws IOException {
    List<List<OffsetSpan>> shares = Shares.of(List.of(new OffsetSpan("access", 0, 1, 9)), 1);
    ReadShare task = new ReadShare(KafkaClients.reader(Sources.of("topics: [access]")));

    try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
      out.writeObject(shares);
      out.writeObject(task);
    }
  }

  private static Map<TopicPartition, Long> start(String... lines) {
    FakeBrokers brokers =
        new FakeBrokers().topic("access", new OffsetBounds(10, 15), new OffsetBounds(20, 25));
    KafkaSourceConfig config = Sources.of("topics: [access]", String.join("\n    ", lines));
    KafkaSource source = new KafkaSource(config, brokers, Clock.systemUTC());
    return source.start(source.now()).next();
  }
}
