package io.keystream.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BatchPlanTest {
  private static final Map<String, String> IDS = Map.of("t", "A");
  private static final TopicPartition ZERO = new TopicPartition("t", 0);
  private static final TopicPartition ONE = new TopicPartition("t", 1);
  private static final Positions AT_TEN = new Positions(Map.of(ZERO, 10L));

  @Test
  void aBatchReachesFromTheLedgerToTheEndOfTheTopic() {
    assertThat(BatchPlan.unread(AT_TEN, holding(ZERO, 0, 15))).containsExactly(span(0, 10, 15));
  }

  @Test
  void aPartitionWithNothingNewStaysWhereItIs() {
    assertThat(BatchPlan.unread(AT_TEN, holding(ZERO, 0, 10))).containsExactly(span(0, 10, 10));
  }

  @Test
  void aPartitionThatNobodyLeadsStaysWhereItIs() {
    assertThat(BatchPlan.unread(AT_TEN, holding(ONE, 3, 8)))
        .containsExactly(span(0, 10, 10), span(1, 3, 8));
  }

  @Test
  void aNewPartitionIsReadFromItsBeginning() {
    assertThat(BatchPlan.unread(new Positions(Map.of()), holding(ONE, 3, 8)))
        .containsExactly(span(1, 3, 8));
  }

  @Test
  void partitionsAreSortedByTopicAndNumber() {
    Positions known =
        new Positions(
            Map.of(
                new TopicPartition("t", 10), 1L,
                new TopicPartition("t", 2), 1L,
                new TopicPartition("a", 3), 1L));

    assertThat(BatchPlan.unread(known, TopicState.UNKNOWN))
        .extracting(span -> span.topicPartition().toString())
        .containsExactly("a-3", "t-2", "t-10");
  }

  @Test
  void nothingIsLostWhilePositionsLieWithinTheTopicBothEndsIncluded() {
    assertThat(BatchPlan.lost(AT_TEN, IDS, holding(ZERO, 10, 10))).isEmpty();
    assertThat(BatchPlan.lost(AT_TEN, IDS, holding(ONE, 50, 60))).isEmpty();
    assertThat(BatchPlan.lost(AT_TEN, IDS, TopicState.UNKNOWN)).isEmpty();
  }

  @Test
  void whatRetentionDeletedIsLostAndReadingGoesOnAfterIt() {
    List<LostRange> lost = BatchPlan.lost(AT_TEN, IDS, holding(ZERO, 12, 15));

    assertThat(lost).containsExactly(new LostRange("t", 0, 10, 12, LostRange.DELETED));
    assertThat(lost.get(0).describe())
        .isEqualTo("t-0 at 10: 2 offsets are deleted, it goes on at 12");
  }

  @Test
  void aTopicThatIsCreatedAnewIsReadFromItsBeginningHoweverLongItIs() {
    TopicState anew = new TopicState(Map.of("t", "B"), Map.of(ZERO, new OffsetBounds(0, 500)));

    assertThat(BatchPlan.lost(AT_TEN, IDS, anew))
        .containsExactly(new LostRange("t", 0, 10, 0, LostRange.RECREATED));
  }

  @Test
  void whatATopicThatIsCreatedAnewLostIsToldOfPartitionsWithoutALeaderToo() {
    Positions before = new Positions(Map.of(ZERO, 10L, ONE, 20L));
    TopicState anew = new TopicState(Map.of("t", "B"), Map.of(ZERO, new OffsetBounds(3, 500)));

    assertThat(BatchPlan.lost(before, IDS, anew))
        .as("the next entry holds the new id, so this is the last comparison")
        .containsExactly(
            new LostRange("t", 0, 10, 3, LostRange.RECREATED),
            new LostRange("t", 1, 20, 0, LostRange.RECREATED));
  }

  @Test
  void aPartitionThatEndsBeforeThePositionIsNotReadAgain() {
    assertThat(BatchPlan.lost(AT_TEN, IDS, holding(ZERO, 0, 8)))
        .containsExactly(new LostRange("t", 0, 10, 8, LostRange.TRUNCATED));
  }

  @Test
  void brokersWithoutTopicIdsCreateNothingAnew() {
    String none = "AAAAAAAAAAAAAAAAAAAAAA";
    TopicState unnamed = new TopicState(Map.of("t", none), Map.of(ZERO, new OffsetBounds(0, 20)));

    assertThat(BatchPlan.lost(AT_TEN, IDS, unnamed)).isEmpty();
    assertThat(BatchPlan.lost(AT_TEN, Map.of("t", none), holding(ZERO, 0, 20))).isEmpty();
  }

  private static TopicState holding(TopicPartition partition, long first, long next) {
    return new TopicState(IDS, Map.of(partition, new OffsetBounds(first, next)));
  }

  private static OffsetSpan span(int partition, long from, long until) {
    return new OffsetSpan("t", partition, from, until);
  }
}
