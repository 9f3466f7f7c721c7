package io.keystream.job.source;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long a task waits for a record before it fails.
 *
 * @param first at its first attempt
 * @param again at every further one
 */
record ReadPatience(Duration first, Duration again) implements Serializable {
  /** Where there is nothing else to read in the meantime. */
  static final ReadPatience ALONE = of(60, 60);

  /**
   * Where the batch holds up other sources, although brokers may have gone just when it began.
   * Enough for a leader to move; the next batch finds out who answers.
   */
  static final ReadPatience AMONG_OTHERS = of(15, 3);

  private static ReadPatience of(int first, int again) {
    return new ReadPatience(Duration.ofSeconds(first), Duration.ofSeconds(again));
  }

  /** For the attempt of this number, from 0. */
  Duration at(int attempt) {
    return attempt == 0 ? first : again;
  }
}
