package io.keystream.job.lifecycle;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.hadoop.hdfs.protocol.QuotaExceededException;
import org.apache.hadoop.security.AccessControlException;

/**
 * Starts when the file system is there. A start that failed instead would use up an attempt, of
 * which YARN gives few: four of them are gone within a minute.
 */
final class PatientStart {
  /** YARN gives up a driver that does not register within 10 min, see spark.yarn.am.waitTime. */
  static final Duration PATIENCE = Duration.ofMinutes(8);

  /** Does what needs the file system. */
  interface Start {
    /** The epoch that began. */
    long begin() throws IOException;
  }

  /** Lets time pass. */
  interface Pause {
    void pause() throws InterruptedException;
  }

  private final Clock clock;
  private final Pause pause;

  PatientStart(Clock clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Starts, as often as it takes.
   *
   * @throws IOException after {@link #PATIENCE}, or if somebody has to mend something first
   */
  void begin(Start start) throws IOException, InterruptedException {
    Outage outage = new Outage(clock);
    Instant end = clock.instant().plus(PATIENCE);
    while (true) {
      try {
        outage.over(start.begin());
        return;
      } catch (IOException e) {
        if (!passes(e) || clock.instant().isAfter(end)) {
          throw e;
        }
        outage.goesOn(e);
      }
      while (outage.pauses()) {
        pause.pause();
      }
    }
  }

  /** Who deploys waits for the first batch, and is told at once what only they can mend. */
  private static boolean passes(IOException failure) {
    return HomeOutage.causes(failure)
        && !(failure instanceof AccessControlException)
        && !(failure instanceof QuotaExceededException);
  }
}
