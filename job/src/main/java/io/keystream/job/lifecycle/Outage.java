package io.keystream.job.lifecycle;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the file system has been away. It is asked again after pauses that grow, and the log
 * says so at first, once a minute, and when it is back.
 */
final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
  private static final Duration SAID_AGAIN = Duration.ofMinutes(1);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final Clock clock;
  private Instant since;
  private Instant said;
  private Instant nextTry;
  private Duration pause = FIRST_PAUSE;

  Outage(Clock clock) {
    this.clock = clock;
  }

  /** Whether it is too early to ask the file system again. */
  boolean pauses() {
    return since != null && clock.instant().isBefore(nextTry);
  }

  /** The file system did not answer. */
  void goesOn(IOException failure) {
    Instant now = clock.instant();
    if (since == null) {
      since = now;
      said = Instant.MIN;
    }
    if (!now.isBefore(said.plus(SAID_AGAIN))) {
      LOG.warn("No answer of the file system for {} s: {}", seconds(now), failure.toString());
      said = now;
    }
    nextTry = now.plus(pause);
    Duration longer = pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
  }

  /**
   * The file system answered.
   *
   * @param epoch in which the job goes on
   */
  void over(long epoch) {
    if (since != null) {
      LOG.warn(
          "The file system is back after {} s; going on as epoch {}",
          seconds(clock.instant()),
          epoch);
      since = null;
      pause = FIRST_PAUSE;
    }
  }

  private long seconds(Instant now) {
    return Duration.between(since, now).toSeconds();
  }
}
