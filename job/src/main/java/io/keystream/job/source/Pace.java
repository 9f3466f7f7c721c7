package io.keystream.job.source;

import java.time.Duration;

/**
 * How much a batch may read so that it takes no longer than the interval. A batch that took longer
 * makes the next one smaller, so that it fits; one that took less than half of it and was still cut
 * short makes the next one larger.
 */
final class Pace {
  private final Duration interval;
  private final long smallest;
  private long most = Long.MAX_VALUE;

  /**
   * A pace that nothing is known of yet.
   *
   * @param smallest what a batch may always read, however slow the one before was
   */
  Pace(Duration interval, long smallest) {
    this.interval = interval;
    this.smallest = smallest;
  }

  /** The most that the next batch is to read. */
  long most() {
    return most;
  }

  /** Takes note of a batch. */
  void ran(long amount, Duration took) {
    if (took.compareTo(interval) > 0) {
      double part = (double) interval.toMillis() / took.toMillis();
      most = Math.max(smallest, (long) (amount * part));
    } else if (took.multipliedBy(2).compareTo(interval) < 0 && amount >= most / 2) {
      most = most > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : most * 2;
    }
  }
}
