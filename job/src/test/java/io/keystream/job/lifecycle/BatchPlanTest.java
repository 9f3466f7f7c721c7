package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BatchPlanTest {
  private static final Positions AT_TEN = new Positions(Map.of(new TopicPartition("t", 0), 10L));

  @Test
  void aBatchThatFollowsTheLedgerIsReadAsPlanned() {
    assertThat(BatchPlan.since(AT_TEN, List.of(span(0, 10, 15)))).containsExactly(span(0, 10, 15));
  }

  @Test
  void aReplayedBatchReadsNothing() {
    assertThat(BatchPlan.since(AT_TEN, List.of(span(0, 5, 10)))).containsExactly(span(0, 10, 10));
    assertThat(BatchPlan.since(AT_TEN, List.of(span(0, 2, 7)))).containsExactly(span(0, 10, 10));
  }

  @Test
  void aBatchThatIsCommittedInPartIsTrimmed() {
    assertThat(BatchPlan.since(AT_TEN, List.of(span(0, 5, 15)))).containsExactly(span(0, 10, 15));
  }

  @Test
  void aGapBeforeTheBatchIsFilled() {
    assertThat(BatchPlan.since(AT_TEN, List.of(span(0, 12, 15)))).containsExactly(span(0, 10, 15));
  }

  @Test
  void aPartitionWithoutAPlanStaysWhereItIs() {
    assertThat(BatchPlan.since(AT_TEN, List.of())).containsExactly(span(0, 10, 10));
  }

  @Test
  void aNewPartitionBeginsWhereItIsPlannedTo() {
    assertThat(BatchPlan.since(AT_TEN, List.of(span(1, 3, 8), span(0, 10, 11))))
        .containsExactly(span(0, 10, 11), span(1, 3, 8));
  }

  @Test
  void partitionsAreSortedByTopicAndNumber() {
    Positions known =
        new Positions(
            Map.of(
                new TopicPartition("t", 10), 1L,
                new TopicPartition("t", 2), 1L,
                new TopicPartition("a", 3), 1L));

    assertThat(BatchPlan.since(known, List.of(span(5, 0, 1))))
        .extracting(span -> span.topicPartition().toString())
        .containsExactly("a-3", "t-2", "t-5", "t-10");
  }

  private static OffsetSpan span(int partition, long from, long until) {
    return new OffsetSpan("t", partition, from, until);
  }
}
