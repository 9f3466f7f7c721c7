package io.keystream.job.lifecycle;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that the file system is away: at first, once a minute, and when it is back. */
final class OutageLog {
  private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final Clock clock;
  private Instant since;
  private Instant said;

  OutageLog(Clock clock) {
    this.clock = clock;
  }

  /** The file system did not answer. */
  void goesOn(IOException failure) {
    Instant now = clock.instant();
    if (since == null) {
      since = now;
    } else if (now.isBefore(said.plus(AGAIN))) {
      return;
    }
    said = now;
    LOG.warn("No answer of the file system for {} s: {}", seconds(now), failure.toString());
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
    }
  }

  private long seconds(Instant now) {
    return Duration.between(since, now).toSeconds();
  }
}
