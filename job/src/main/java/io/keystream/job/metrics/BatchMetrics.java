package io.keystream.job.metrics;

import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.Positions;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.source.TopicState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is measured of batches while they run, from nothing but what they know anyway. Told by one
 * thread; a mistake in here is logged and fails no batch.
 */
public final class BatchMetrics implements Ledger.Watch {
  private static final Logger LOG = LoggerFactory.getLogger(BatchMetrics.class);

  private final DriverMetrics metrics;
  private final Clock clock;
  private final Instant begin;
  private final Map<TopicPartition, WaitingSince> partitions = new ConcurrentHashMap<>();
  private volatile Instant committedAt;
  private Optional<Instant> oldest = Optional.empty();

  /**
   * Measures into {@code metrics}.
   *
   * @param last the newest entry of the drivers before this one
   */
  public BatchMetrics(DriverMetrics metrics, Optional<LedgerEntry> last, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
    this.begin = clock.instant();
    this.committedAt = last.map(LedgerEntry::committedAt).orElse(null);
    metrics.show(Metric.COMMIT_AGE, () -> committedAt == null ? Double.NaN : age(committedAt));
    metrics.show(Metric.LAG_AGE, () -> age(longestUnanswered()));
    for (Metric counter :
        new Metric[] {
          Metric.RECORDS_READ,
          Metric.RECORDS_WRITTEN,
          Metric.RECORDS_FILTERED,
          Metric.DEAD_LETTERED,
          Metric.RANGES_LOST
        }) {
      metrics.add(counter, 0);
    }
  }

  /** Takes note of what the sources hold, and of what of it is committed. */
  public void looked(Positions positions, TopicState now) {
    quietly(
        () ->
            now.bounds()
                .forEach(
                    (partition, bounds) ->
                        looked(
                            partition,
                            positions.next().getOrDefault(partition, bounds.first()),
                            bounds.next())));
  }

  private void looked(TopicPartition partition, long next, long end) {
    Instant now = clock.instant();
    WaitingSince waiting = partitions.get(partition);
    boolean first = waiting == null;
    if (first) {
      waiting = new WaitingSince();
      show(partition, waiting);
      partitions.put(partition, waiting);
    }
    // What waits already may have come at any time since the last driver looked.
    boolean sinceBefore = first && committedAt != null && committedAt.isBefore(begin);
    waiting.looked(next, end, sinceBefore ? committedAt : now, now);
  }

  private void show(TopicPartition partition, WaitingSince waiting) {
    String[] labels = labels(partition);
    metrics.show(Metric.LAG_RECORDS, waiting::offsets, labels);
    metrics.show(
        Metric.LAG_SECONDS, () -> waiting.waiting(clock.instant()).toMillis() / 1000.0, labels);
  }

  /** The new topic may have fewer partitions: then nobody ever answers for this one. */
  private void forget(TopicPartition partition) {
    partitions.remove(partition);
    metrics.drop(Metric.LAG_RECORDS, labels(partition));
    metrics.drop(Metric.LAG_SECONDS, labels(partition));
  }

  private static String[] labels(TopicPartition partition) {
    return new String[] {partition.topic(), String.valueOf(partition.partition())};
  }

  private Instant longestUnanswered() {
    return partitions.values().stream()
        .map(WaitingSince::answered)
        .min(Comparator.naturalOrder())
        .orElse(begin);
  }

  /**
   * Takes note of a batch that is staged.
   *
   * @param oldestRecord timestamp of its oldest record
   */
  public void staged(Optional<Instant> oldestRecord) {
    oldest = oldestRecord;
  }

  @Override
  public void committed(LedgerEntry entry, Duration took) {
    quietly(
        () -> {
          committedAt = entry.committedAt();
          metrics.show(Metric.COMMIT_SECONDS, took.toMillis() / 1000.0);
          count(entry.added());
          metrics.add(Metric.RANGES_LOST, entry.lost().size());
          entry.lost().stream()
              .filter(lost -> lost.reason().equals(LostRange.RECREATED))
              .forEach(lost -> forget(lost.topicPartition()));
          entry
              .positions()
              .next()
              .forEach(
                  (partition, next) ->
                      partitions.computeIfPresent(
                          partition,
                          (same, waiting) -> {
                            waiting.reached(next);
                            return waiting;
                          }));
        });
  }

  /** A replay takes records away from the dead letters, which a counter cannot tell. */
  private void count(RecordCounts added) {
    metrics.add(Metric.RECORDS_READ, Math.max(0, added.read()));
    metrics.add(Metric.RECORDS_WRITTEN, Math.max(0, added.written()));
    metrics.add(Metric.RECORDS_FILTERED, Math.max(0, added.filtered()));
    metrics.add(Metric.DEAD_LETTERED, Math.max(0, added.deadLettered()));
  }

  /** Takes note that all is published that was committed. */
  public void published() {
    oldest.ifPresent(
        since -> quietly(() -> metrics.show(Metric.END_TO_END, Math.max(0, age(since)))));
    oldest = Optional.empty();
  }

  private double age(Instant since) {
    return Duration.between(since, clock.instant()).toMillis() / 1000.0;
  }

  private static void quietly(Runnable measuring) {
    try {
      measuring.run();
    } catch (RuntimeException e) {
      LOG.warn("Metrics of this batch are missing", e);
    }
  }
}
