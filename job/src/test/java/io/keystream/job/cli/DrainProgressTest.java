package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.metrics.Metric;
import io.keystream.job.metrics.RecordedMetrics;
import io.keystream.job.metrics.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrainProgressTest {
  private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

  @Test
  void whatTheDriverIsAtIsToldWithItsAge() {
    List<Sample> samples =
        List.of(
            new Sample(Metric.BATCH_RUNNING, List.of(), 12.4),
            new Sample(Metric.BATCHES_WAITING, List.of(), 2));
    RecordedMetrics recorded =
        RecordedMetrics.of("application_1_1", 3, NOW.minusSeconds(4), samples);

    assertThat(new DrainProgress(431, Optional.of(recorded)).describe(NOW))
        .isEqualTo("Entry 431 is committed; 4 s ago a batch was at work for 12 s, and 2 waited");
  }

  @Test
  void aDriverThatSaidNothingLeavesTheLedger() {
    assertThat(new DrainProgress(0, Optional.empty()).describe(NOW))
        .isEqualTo("Entry 0 is committed");
  }
}
