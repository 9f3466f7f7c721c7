package io.keystream.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.Positions;
import io.keystream.job.source.KafkaComparison.PartitionLag;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaComparisonTest {
  private static final TopicPartition ZERO = new TopicPartition("access", 0);
  private static final TopicPartition ONE = new TopicPartition("access", 1);
  private static final String ID = "Ry9aX3cGQzS1m8Jd2vW4nA";
  private static final String OTHER_ID = "Zt5bK7eHTxO0p2Lf6uY8qB";

  @Test
  void tellsWhatIsStillToBeRead() {
    KafkaComparison found = compare(Map.of(ZERO, 7L, ONE, 3L), bounds(2, 10, 3, 3), ID);

    assertThat(found.partitions())
        .containsExactly(
            new PartitionLag("access", 0, 7L, 2L, 10L, 3),
            new PartitionLag("access", 1, 3L, 3L, 3L, 0));
    assertThat(found.lost()).isEmpty();
    assertThat(found.warnings()).isEmpty();
  }

  @Test
  void findsAPositionBeforeTheFirstRecord() {
    KafkaComparison found = compare(Map.of(ZERO, 1L, ONE, 3L), bounds(5, 10, 3, 3), ID);

    assertThat(found.lost())
        .containsExactly("access-0 at 1: 4 offsets are deleted, it goes on at 5");
    assertThat(found.partitions().get(0).lag()).isEqualTo(5);
  }

  @Test
  void findsAPositionBeyondTheEnd() {
    KafkaComparison found = compare(Map.of(ZERO, 12L, ONE, 3L), bounds(2, 10, 3, 3), ID);

    assertThat(found.lost())
        .containsExactly("access-0 at 12: the partition ends before that, it goes on at 10");
    assertThat(found.partitions().get(0).lag()).isZero();
  }

  @Test
  void findsATopicThatWasCreatedAnew() {
    KafkaComparison found = compare(Map.of(ZERO, 7L, ONE, 3L), bounds(0, 10, 0, 3), OTHER_ID);

    assertThat(found.lost())
        .containsExactly(
            "access-0 at 7: the topic was created anew, it goes on at 0",
            "access-1 at 3: the topic was created anew, it goes on at 0");
  }

  @Test
  void warnsOfAPartitionThatTheLedgerDoesNotKnow() {
    KafkaComparison found = compare(Map.of(ZERO, 7L), bounds(2, 10, 4, 6), ID);

    assertThat(found.lost()).isEmpty();
    assertThat(found.warnings())
        .containsExactly("access-1 is not in the ledger: the next batch begins it at 4");
    assertThat(found.partitions().get(1)).isEqualTo(new PartitionLag("access", 1, null, 4L, 6L, 2));
  }

  @Test
  void warnsOfAPartitionThatKafkaDoesNotHave() {
    TopicState now = new TopicState(Map.of("access", ID), Map.of(ZERO, new OffsetBounds(2, 10)));

    KafkaComparison found =
        KafkaComparison.of(new Positions(Map.of(ZERO, 7L, ONE, 3L)), Map.of("access", ID), now);

    assertThat(found.warnings())
        .containsExactly("access-1 is read up to 3, but is not in Kafka or has no leader");
    assertThat(found.partitions().get(1))
        .isEqualTo(new PartitionLag("access", 1, 3L, null, null, 0));
  }

  private static Map<TopicPartition, OffsetBounds> bounds(
      long firstZero, long nextZero, long firstOne, long nextOne) {
    return Map.of(
        ZERO, new OffsetBounds(firstZero, nextZero), ONE, new OffsetBounds(firstOne, nextOne));
  }

  private static KafkaComparison compare(
      Map<TopicPartition, Long> positions, Map<TopicPartition, OffsetBounds> bounds, String id) {
    return KafkaComparison.of(
        new Positions(positions),
        Map.of("access", ID),
        new TopicState(Map.of("access", id), bounds));
  }
}
