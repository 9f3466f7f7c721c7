package io.keystream.job.cli;

import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.metrics.Metric;
import io.keystream.job.metrics.RecordedMetrics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is left to do for a job that was asked to stop.
 *
 * @param sequence of the newest entry; 0 before the first
 * @param recorded what the driver measured last
 */
record DrainProgress(long sequence, Optional<RecordedMetrics> recorded) {

  /** One line on it; a file system that does not answer is no reason not to go on stopping. */
  static String tell(Cluster cluster, Instant now) {
    try {
      return new DrainProgress(
              Ledger.peek(cluster.files(), cluster.home()).map(LedgerEntry::sequence).orElse(0L),
              cluster.control().metrics())
          .describe(now);
    } catch (IOException e) {
      return "What is left cannot be read: " + e.getMessage();
    }
  }

  /** For people. */
  String describe(Instant now) {
    String committed = "Entry " + sequence + " is committed";
    return recorded
        .map(
            metrics ->
                committed
                    + "; "
                    + Duration.between(metrics.recordedAt(), now).toSeconds()
                    + " s ago a batch was at work for "
                    + Math.round(value(metrics, Metric.BATCH_RUNNING))
                    + " s, and "
                    + Math.round(value(metrics, Metric.BATCHES_WAITING))
                    + " waited")
        .orElse(committed);
  }

  private static double value(RecordedMetrics metrics, Metric metric) {
    return metrics.values().getOrDefault(metric.shortName(), Map.of()).getOrDefault("", 0.0);
  }
}
