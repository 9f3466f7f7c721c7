package io.keystream.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
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
  void everyLossStopsTheJobUnlessItIsToBeRecorded() {
    Positions before = new Positions(Map.of(ZERO, 9L, ONE, 26L));

    assertThatThrownBy(() -> lost(before, "on-data-loss: fail"))
        .isInstanceOf(DataLossException.class)
        .hasMessage(
            "Kafka no longer has records that were not read (on-data-loss: fail):"
                + " access-0 at 9: 1 offsets are deleted, it goes on at 10;"
                + " access-1 at 26: the partition ends before that, it goes on at 25"
                + ". To go on without them, with the loss in the ledger: on-data-loss: record,"
                + " and deploy");
    assertThat(lost(before, "on-data-loss: record"))
        .containsExactly(
            LostRange.of(ZERO, 9, 10, LostRange.DELETED),
            LostRange.of(ONE, 26, 25, LostRange.TRUNCATED));
  }

  @Test
  void positionsAtBothEndsAreNotLost() {
    assertThat(lost(new Positions(Map.of(ZERO, 10L, ONE, 25L)), "on-data-loss: fail")).isEmpty();
  }

  @Test
  void withAnEndOnlyThosePartitionsAreReadAndOnlyBeforeIt() {
    KafkaSource source = source("until-offsets: [\"access:1:22\"]");

    assertThat(source.now().bounds()).containsOnly(Map.entry(ONE, new OffsetBounds(20, 22)));
    assertThat(source.isExhausted(new Positions(Map.of(ONE, 21L, ZERO, 15L)))).isFalse();
    assertThat(source.isExhausted(new Positions(Map.of(ONE, 22L)))).isTrue();
    assertThat(source("start: earliest").isExhausted(new Positions(Map.of(ONE, 25L)))).isFalse();
  }

  @Test
  void whatIsGoneBehindTheEndIsNoLossAndWhatIsGoneBeforeItIs() {
    KafkaSource source = source("until-offsets: [\"access:0:9\", \"access:1:22\"]");

    assertThat(source.lost(new Positions(Map.of(ZERO, 9L, ONE, 22L)), Map.of(), source.now()))
        .isEmpty();
    assertThatThrownBy(() -> source.lost(new Positions(Map.of(ZERO, 8L)), Map.of(), source.now()))
        .isInstanceOf(DataLossException.class)
        .hasMessage(
            "Kafka no longer has records that were not read (on-data-loss: fail):"
                + " access-0 at 8: 1 offsets are deleted, it goes on at 9"
                + ". To go on without them, with the loss in the ledger: on-data-loss: record,"
                + " and deploy");
  }

  @Test
  void readersNeitherCommitNorResetNorHoldASecret() {
    Map<String, Object> reader = KafkaClients.reader("", Sources.of("topics: [access]"));

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
    ReadShare task =
        new ReadShare(KafkaClients.reader("", Sources.of("topics: [access]")), ReadPatience.ALONE);

    try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
      out.writeObject(shares);
      out.writeObject(task);
    }
  }

  private static List<LostRange> lost(Positions before, String line) {
    KafkaSource source = source(line);
    return source.lost(before, Map.of(), source.now());
  }

  private static Map<TopicPartition, Long> start(String... lines) {
    KafkaSource source = source(lines);
    return source.start(source.now()).next();
  }

  private static KafkaSource source(String... lines) {
    FakeBrokers brokers =
        new FakeBrokers().topic("access", new OffsetBounds(10, 15), new OffsetBounds(20, 25));
    KafkaSourceConfig config = Sources.of("topics: [access]", String.join("\n    ", lines));
    return new KafkaSource(config, null, brokers, null, Duration.ofSeconds(5), Clock.systemUTC());
  }
}
