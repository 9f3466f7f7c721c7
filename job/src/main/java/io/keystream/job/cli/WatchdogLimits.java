package io.keystream.job.cli;

import java.time.Duration;

/**
 * How long the watchdog tries.
 *
 * @param resubmissions how many there may be
 * @param within in so long a time
 * @param firstPause before the second one; each later pause is twice as long, up to {@link
 *     #LONGEST_PAUSE}
 */
record WatchdogLimits(int resubmissions, Duration within, Duration firstPause) {
  static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** How long a job has to be down before it is submitted again after so many times. */
  Duration pauseAfter(int done) {
    if (done == 0) {
      return Duration.ZERO;
    }
    Duration pause = firstPause;
    for (int i = 1; i < done && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
