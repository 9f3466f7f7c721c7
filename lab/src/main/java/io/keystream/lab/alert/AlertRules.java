package io.keystream.lab.alert;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The alert rules of the runbooks, with time made shorter. */
final class AlertRules {
  private static final Pattern DURATION = Pattern.compile("\\b(\\d+)([smhd])\\b");

  /** Every threshold of a minute or more is of seconds; what is smaller is a number, or a share. */
  private static final Pattern SECONDS = Pattern.compile("(?<![\\w.])(\\d{2,})(?![\\w.])");

  private static final Pattern TEXT =
      Pattern.compile(
          " *(#|- name:|- alert:|labels:|annotations:|summary:|description:|runbook_url:).*");
  private static final int SHORTEST_THRESHOLD = 60;

  /** The driver tells its numbers every 30 s, and of a change a range has to hold two of them. */
  private static final long SHORTEST_RANGE = 60;

  private AlertRules() {}

  /**
   * The same rules with every duration, and every threshold of seconds, divided; a range stays
   * longer than the driver's numbers are apart.
   */
  static String compressed(String rules, int factor) {
    return rules
        .lines()
        .map(line -> TEXT.matcher(line).matches() ? line : divided(line, factor))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String divided(String line, int factor) {
    String durations =
        DURATION
            .matcher(line)
            .replaceAll(found -> Math.max(shortest(line, found), seconds(found) / factor) + "s");
    return SECONDS
        .matcher(durations)
        .replaceAll(
            found -> {
              long threshold = Long.parseLong(found.group(1));
              return Long.toString(threshold < SHORTEST_THRESHOLD ? threshold : threshold / factor);
            });
  }

  private static long seconds(MatchResult duration) {
    long number = Long.parseLong(duration.group(1));
    return switch (duration.group(2)) {
      case "d" -> number * 86_400;
      case "h" -> number * 3_600;
      case "m" -> number * 60;
      default -> number;
    };
  }

  private static long shortest(String line, MatchResult duration) {
    boolean range = duration.start() > 0 && line.charAt(duration.start() - 1) == '[';
    return range ? Math.min(SHORTEST_RANGE, seconds(duration)) : 1;
  }
}
