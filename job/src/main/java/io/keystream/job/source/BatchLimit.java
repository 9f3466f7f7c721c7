package io.keystream.job.source;

import io.keystream.job.ledger.OffsetSpan;
import java.time.Duration;
import java.util.List;

/**
 * How much a batch reads at the most, so that a backlog is worked off in steps.
 *
 * <p>No partition is read faster than its rate. Beyond that, a batch that took longer than {@value
 * #LONGEST_SECONDS} s, or than a longer interval, makes the next one smaller, so that it does not:
 * a stop waits for a batch, and a driver that is killed loses one. One that took less than half of
 * that and was still cut short makes the next one larger. With less in it a batch would not be
 * sooner done with a backlog, but leave more and smaller files. A batch begins when the one before
 * is done, so nothing piles up in the driver meanwhile.
 */
final class BatchLimit {
  /** Never fewer offsets than these, however slow a batch was. */
  static final long SMALLEST = 1_000;

  /** How long a batch may take where the interval is shorter. */
  static final long LONGEST_SECONDS = 10;

  private final long perPartition;
  private final Duration longest;
  private long most = Long.MAX_VALUE;

  BatchLimit(int maxRatePerPartition, Duration interval) {
    this.perPartition = Math.max(1, maxRatePerPartition * interval.toMillis() / 1_000);
    Duration least = Duration.ofSeconds(LONGEST_SECONDS);
    this.longest = interval.compareTo(least) > 0 ? interval : least;
  }

  /** Cuts the spans, where there is more than a batch is to read; each keeps its share. */
  List<OffsetSpan> cut(List<OffsetSpan> unread) {
    long wanted = unread.stream().mapToLong(this::withinRate).sum();
    double part = wanted <= most ? 1 : (double) most / wanted;
    return unread.stream().map(span -> span.first(share(withinRate(span), part))).toList();
  }

  /** Takes note of a batch. */
  void ran(long offsets, Duration took) {
    if (took.compareTo(longest) > 0) {
      most = Math.max(SMALLEST, offsets * longest.toMillis() / took.toMillis());
    } else if (took.multipliedBy(2).compareTo(longest) < 0 && offsets >= most / 2) {
      most = most > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : most * 2;
    }
  }

  private long withinRate(OffsetSpan span) {
    return Math.min(span.count(), perPartition);
  }

  /** At least one offset, or a partition with little to read could wait for ever. */
  private static long share(long offsets, double part) {
    return offsets == 0 ? 0 : Math.max(1, (long) (offsets * part));
  }
}
