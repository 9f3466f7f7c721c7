package io.keystream.security.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How often something is mended: at once if it has been well for long, and then less and less
 * often, whether it helped or not, so that what cannot be mended is not tried without end.
 */
public final class RepairPace {
  private final Duration first;
  private final Duration longest;
  private final Clock clock;
  private Duration pause;
  private Instant ended = Instant.MIN;

  /**
   * @param first pause after a try
   * @param longest pause, and the time without a try after which the first one is taken again
   */
  public RepairPace(Duration first, Duration longest, Clock clock) {
    this.first = first;
    this.longest = longest;
    this.clock = clock;
    this.pause = first;
  }

  /** Whether the pause after the last try is over. */
  public boolean ready() {
    return ended.equals(Instant.MIN) || !clock.instant().isBefore(ended.plus(pause));
  }

  /** Takes note of a try that ends now. */
  public void tried() {
    Instant now = clock.instant();
    boolean well = ended.equals(Instant.MIN) || now.isAfter(ended.plus(pause).plus(longest));
    Duration doubled = pause.multipliedBy(2);
    Duration longer = doubled.compareTo(longest) < 0 ? doubled : longest;
    pause = well ? first : longer;
    ended = now;
  }

  /** When the last try ended; long ago if there was none. */
  public Instant lastTry() {
    return ended;
  }

  /** How long the pause is in which nothing is tried. */
  public Duration pause() {
    return pause;
  }
}
