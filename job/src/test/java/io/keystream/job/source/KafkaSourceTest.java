package io.keystream.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaSourceTest {
  private static final TopicPartition ZERO = new TopicPartition("access", 0);
  private static final TopicPartition ONE = new TopicPartition("access", 1);
  private static final Positions NONE = new Positions(Map.of());

  @Test
  void theFirstStartBeginsWithTheEarliestRecord() {
    assertThat(startingPositions("earliest", NONE))
        .containsExactly(new OffsetSpan("access", 0, 10, 10), new OffsetSpan("access", 1, 20, 20));
  }

  @Test
  void theFirstStartBeginsAfterTheLatestRecordIfToldSo() {
    assertThat(startingPositions("latest", NONE))
        .containsExactly(new OffsetSpan("access", 0, 15, 15), new OffsetSpan("access", 1, 25, 25));
  }

  @Test
  void laterStartsGoOnWhereTheLedgerEnds() {
    assertThat(startingPositions("latest", new Positions(Map.of(ZERO, 12L, ONE, 20L))))
        .containsExactly(new OffsetSpan("access", 0, 12, 12), new OffsetSpan("access", 1, 20, 20));
  }

  @Test
  void aPartitionThatIsNewToAPipelineUnderWayIsReadFromItsBeginning() {
    assertThat(startingPositions("latest", new Positions(Map.of(ZERO, 12L))))
        .containsExactly(new OffsetSpan("access", 0, 12, 12), new OffsetSpan("access", 1, 20, 20));
  }

  @Test
  void positionsAtBothEndsAreNotLost() {
    assertThat(startingPositions("earliest", new Positions(Map.of(ZERO, 10L, ONE, 25L))))
        .hasSize(2);
  }

  @Test
  void everyPositionThatKafkaNoLongerHasIsTold() {
    Positions before = new Positions(Map.of(ZERO, 9L, ONE, 26L));

    assertThatThrownBy(() -> startingPositions("earliest", before))
        .isInstanceOf(DataLossException.class)
        .hasMessage(
            "Kafka no longer has the position that the ledger holds (on-data-loss: fail):"
                + " access-0 is at 9, Kafka has 10 to 15; access-1 is at 26, Kafka has 20 to 25");
  }

  @Test
  void clientsNeitherCommitNorResetNorHoldASecret() {
    Map<String, Object> consumer = KafkaClients.consumer(config("earliest"));

    assertThat(consumer)
        .containsEntry("bootstrap.servers", "b1:9093,b2:9093")
        .containsEntry("group.id", "logs")
        .containsEntry("enable.auto.commit", false)
        .containsEntry("auto.offset.reset", "none")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("ssl.endpoint.identification.algorithm", "https");
    assertThat(consumer.keySet()).noneMatch(key -> key.contains("password"));
  }

  private static List<OffsetSpan> startingPositions(String start, Positions known) {
    try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.NONE)) {
      consumer.assign(List.of(ONE, ZERO));
      consumer.updateBeginningOffsets(Map.of(ZERO, 10L, ONE, 20L));
      consumer.updateEndOffsets(Map.of(ZERO, 15L, ONE, 25L));
      return new KafkaSource(config(start)).startingPositions(consumer, known);
    }
  }

  private static KafkaSourceConfig config(String start) {
    return PipelineConfig.parse(
            """
            name: logs
            home: /user/k/logs
            source:
              kafka:
                bootstrap-servers: [b1:9093, b2:9093]
                topics: [access]
                start: %s
                security:
                  truststore:
                    location: ca.pem
            parse:
              format: access-log
            output:
              files:
                path: /data/logs
            """
                .formatted(start),
            "test")
        .source();
  }
}
