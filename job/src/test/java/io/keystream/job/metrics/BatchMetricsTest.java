package io.keystream.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.lifecycle.MovableClock;
import io.keystream.job.source.OffsetBounds;
import io.keystream.job.source.TopicState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BatchMetricsTest {
  private static final TopicPartition PARTITION = new TopicPartition("access", 0);

  private final DriverMetrics metrics = new DriverMetrics();
  private final MovableClock clock = new MovableClock();

  @Test
  void lagIsWhatIsThereAndNotCommitted() {
    BatchMetrics batches = new BatchMetrics(metrics, Optional.empty(), clock);

    batches.looked(new Positions(Map.of(PARTITION, 5L)), holds(0, 9));
    clock.advance(Duration.ofSeconds(3));
    assertThat(value(Metric.LAG_RECORDS, "access", "0")).isEqualTo(4);
    assertThat(value(Metric.LAG_SECONDS, "access", "0")).isEqualTo(3);
    batches.committed(entry(5, 9, new RecordCounts(4, 2, 1, 1)), Duration.ofMillis(20));

    assertThat(value(Metric.LAG_RECORDS, "access", "0")).isZero();
    assertThat(value(Metric.LAG_SECONDS, "access", "0")).isZero();
    assertThat(value(Metric.COMMIT_SECONDS)).isEqualTo(0.02);
    assertThat(value(Metric.RECORDS_READ)).isEqualTo(4);
    assertThat(value(Metric.RECORDS_WRITTEN)).isEqualTo(2);
    assertThat(value(Metric.RECORDS_FILTERED)).isEqualTo(1);
    assertThat(value(Metric.DEAD_LETTERED)).isEqualTo(1);
  }

  @Test
  void whatWaitedForADriverCountsFromTheLastCommitBefore() {
    LedgerEntry before = entry(0, 5, new RecordCounts(5, 5, 0, 0));
    clock.advance(Duration.between(clock.instant(), before.committedAt().plusSeconds(3600)));
    BatchMetrics batches = new BatchMetrics(metrics, Optional.of(before), clock);

    batches.looked(before.positions(), holds(0, 9));
    batches.looked(before.positions(), holds(0, 12));

    assertThat(value(Metric.LAG_SECONDS, "access", "0")).isEqualTo(3600);
    assertThat(value(Metric.COMMIT_AGE)).isEqualTo(3600);
  }

  @Test
  void aSourceThatDoesNotAnswerMakesItsLagOld() {
    BatchMetrics batches = new BatchMetrics(metrics, Optional.empty(), clock);
    clock.advance(Duration.ofSeconds(10));
    assertThat(value(Metric.LAG_AGE)).as("before the first answer").isEqualTo(10);

    batches.looked(new Positions(Map.of()), holds(0, 9));
    clock.advance(Duration.ofSeconds(7));
    batches.looked(new Positions(Map.of()), TopicState.UNKNOWN);

    assertThat(value(Metric.LAG_AGE)).isEqualTo(7);
    assertThat(value(Metric.LAG_RECORDS, "access", "0")).as("as last known").isEqualTo(9);
  }

  @Test
  void aPartitionOfATopicThatIsCreatedAnewHasNoLagUntilItIsThereAgain() {
    BatchMetrics batches = new BatchMetrics(metrics, Optional.empty(), clock);
    batches.looked(new Positions(Map.of(PARTITION, 5L)), holds(0, 9));

    batches.committed(recreated(), Duration.ZERO);

    assertThat(value(Metric.RANGES_LOST)).isEqualTo(1);
    assertThat(metrics.samples())
        .extracting(Sample::metric)
        .doesNotContain(Metric.LAG_RECORDS, Metric.LAG_SECONDS);
    batches.looked(new Positions(Map.of(PARTITION, 0L)), holds(0, 3));
    assertThat(value(Metric.LAG_RECORDS, "access", "0")).isEqualTo(3);
  }

  @Test
  void latencyRunsFromTheOldestRecordUntilAllIsPublished() {
    BatchMetrics batches = new BatchMetrics(metrics, Optional.empty(), clock);
    batches.staged(Optional.of(clock.instant().minusSeconds(4)));
    clock.advance(Duration.ofSeconds(2));
    batches.published();
    batches.staged(Optional.empty());
    clock.advance(Duration.ofSeconds(50));
    batches.published();

    assertThat(value(Metric.END_TO_END))
        .as("of the last batch whose records have a time")
        .isEqualTo(6);
  }

  private double value(Metric metric, String... labels) {
    return metrics.samples().stream()
        .filter(sample -> sample.metric() == metric && sample.labels().equals(List.of(labels)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No " + metric + " among " + metrics.samples()))
        .value();
  }

  private static TopicState holds(long first, long next) {
    return new TopicState(Map.of("access", "id"), Map.of(PARTITION, new OffsetBounds(first, next)));
  }

  private static LedgerEntry recreated() {
    return new LedgerEntry(
        1,
        Entries.TIME,
        Entries.TIME,
        1,
        "0123456789abcdef",
        List.of(new OffsetSpan("access", 0, 0, 0)),
        Map.of("access", "other"),
        List.of(LostRange.of(PARTITION, 5, 0, LostRange.RECREATED)),
        List.of(),
        RecordCounts.NONE,
        RecordCounts.NONE);
  }

  private static LedgerEntry entry(long from, long until, RecordCounts counts) {
    return Entries.entry(
        1, 1, List.of(new OffsetSpan("access", 0, from, until)), List.of(), counts, counts);
  }
}
