package io.keystream.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.OffsetSpan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchLimitTest {
  private static final Duration INTERVAL = Duration.ofSeconds(20);

  private final BatchLimit limit = new BatchLimit(250, INTERVAL);

  @Test
  void theFirstBatchIsBoundedByTheRateOfEachPartition() {
    assertThat(limit.cut(List.of(span(0, 1_000_000), span(1, 10))))
        .containsExactly(span(0, 5_000), span(1, 10));
  }

  @Test
  void aBatchThatTookTooLongMakesTheNextOneFit() {
    limit.ran(10_000, INTERVAL.multipliedBy(2));

    assertThat(limit.cut(List.of(span(0, 9_000), span(1, 9_000))))
        .containsExactly(span(0, 2_500), span(1, 2_500));
  }

  @Test
  void aBatchOfABacklogMayTakeTenSecondsHoweverShortTheIntervalIs() {
    BatchLimit oneSecond = new BatchLimit(5_000, Duration.ofSeconds(1));

    oneSecond.ran(5_000, Duration.ofSeconds(10));
    assertThat(oneSecond.cut(List.of(span(0, 9_000)))).containsExactly(span(0, 5_000));

    oneSecond.ran(5_000, Duration.ofSeconds(20));
    assertThat(oneSecond.cut(List.of(span(0, 9_000)))).containsExactly(span(0, 2_500));
  }

  @Test
  void batchesGrowAgainWhenTheyAreFast() {
    limit.ran(10_000, INTERVAL.multipliedBy(10));
    limit.ran(1_000, Duration.ofSeconds(1));

    assertThat(limit.cut(List.of(span(0, 9_000)))).containsExactly(span(0, 2_000));
  }

  @Test
  void aSmallBatchThatWasFastSaysNothingOfLargeOnes() {
    limit.ran(10_000, INTERVAL.multipliedBy(2));
    limit.ran(1, Duration.ofMillis(1));

    assertThat(limit.cut(List.of(span(0, 9_000), span(1, 9_000))))
        .containsExactly(span(0, 2_500), span(1, 2_500));
  }

  @Test
  void noBatchIsStarvedHoweverSlowTheOneBeforeWas() {
    limit.ran(10, Duration.ofHours(1));

    assertThat(limit.cut(List.of(span(0, 9_000)))).containsExactly(span(0, 1_000));
  }

  @Test
  void aPartitionWithLittleToReadIsNotForgottenBesideALargeOne() {
    limit.ran(1_000, INTERVAL.multipliedBy(2));

    assertThat(limit.cut(List.of(span(0, 5_000), span(1, 1))).get(1)).isEqualTo(span(1, 1));
  }

  private static OffsetSpan span(int partition, long count) {
    return new OffsetSpan("t", partition, 0, count);
  }
}
