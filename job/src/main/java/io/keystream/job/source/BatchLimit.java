package io.keystream.job.source;

import io.keystream.job.ledger.OffsetSpan;
import java.time.Duration;
import java.util.List;

/**
 * How many offsets a batch reads at the most, so that a backlog is worked off in steps: no
 * partition is read faster than its rate, and all together no more than the {@link Pace} allows.
 */
final class BatchLimit {
  /** Never fewer offsets than these, however slow a batch was. */
  static final long SMALLEST = 1_000;

  private final long perPartition;
  private final Pace pace;

  BatchLimit(int maxRatePerPartition, Duration interval) {
    this.perPartition = Math.max(1, maxRatePerPartition * interval.toMillis() / 1_000);
    this.pace = new Pace(interval, SMALLEST);
  }

  /** Cuts the spans, where there is more than a batch is to read; each keeps its share. */
  List<OffsetSpan> cut(List<OffsetSpan> unread) {
    long wanted = unread.stream().mapToLong(this::withinRate).sum();
    double part = wanted <= pace.most() ? 1 : (double) pace.most() / wanted;
    return unread.stream().map(span -> span.first(share(withinRate(span), part))).toList();
  }

  /** Takes note of a batch. */
  void ran(long offsets, Duration took) {
    pace.ran(offsets, took);
  }

  private long withinRate(OffsetSpan span) {
    return Math.min(span.count(), perPartition);
  }

  /** At least one offset, or a partition with little to read could wait for ever. */
  private static long share(long offsets, double part) {
    return offsets == 0 ? 0 : Math.max(1, (long) (offsets * part));
  }
}
