package io.keystream.job.source;

import java.time.Duration;

/**
 * How much a batch may read. One that took longer than ten seconds, or than a longer interval,
 * makes the next one smaller, so that it does not: a stop waits for a batch, and a driver that is
 * killed loses one. One that took less than half of that and was still cut short makes the next one
 * larger. With less in it a batch would not be sooner done with a backlog, but leave more and
 * smaller files. A batch begins when the one before is done, so nothing piles up meanwhile.
 */
final class Pace {
  /** How long a batch may take where the interval is shorter. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Duration longest;
  private final long smallest;
  private long most = Long.MAX_VALUE;

  /**
   * A pace that nothing is known of yet.
   *
   * @param smallest what a batch may always read, however slow the one before was
   */
  Pace(Duration interval, long smallest) {
    this.longest = interval.compareTo(LONGEST) > 0 ? interval : LONGEST;
    this.smallest = smallest;
  }

  /** The most that the next batch is to read. */
  long most() {
    return most;
  }

  /** Takes note of a batch. */
  void ran(long amount, Duration took) {
    if (took.compareTo(longest) > 0) {
      most = Math.max(smallest, (long) ((double) amount * longest.toMillis() / took.toMillis()));
    } else if (took.multipliedBy(2).compareTo(longest) < 0 && amount >= most / 2) {
      most = most > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : most * 2;
    }
  }
}
