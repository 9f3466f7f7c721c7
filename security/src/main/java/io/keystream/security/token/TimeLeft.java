package io.keystream.security.token;

import java.time.Duration;
import java.time.Instant;

/** Time spans in words: the two largest units that matter. */
public final class TimeLeft {
  private TimeLeft() {}

  /** From now to a time that may be over. */
  public static String between(Instant now, Instant then) {
    Duration span = Duration.between(now, then);
    return span.isNegative() ? of(span.negated()) + " ago" : of(span);
  }

  /** A span, such as {@code 17 h 5 min}. */
  public static String of(Duration span) {
    if (span.compareTo(Duration.ofDays(3)) >= 0) {
      return span.toDays() + " days";
    }
    if (span.compareTo(Duration.ofHours(1)) >= 0) {
      return span.toHours() + " h" + rest(span.toMinutesPart(), "min");
    }
    return span.compareTo(Duration.ofMinutes(1)) >= 0
        ? span.toMinutes() + " min" + rest(span.toSecondsPart(), "s")
        : span.toSeconds() + " s";
  }

  private static String rest(int part, String unit) {
    return part == 0 ? "" : " " + part + " " + unit;
  }
}
