package io.keystream.job.cli;

import io.keystream.job.output.DeadLetter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Dead letters by reason and rule, the most frequent first; a number in a reason is an N. */
final class LetterCounts {
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final Map<Cause, Long> counts = new HashMap<>();

  /** Dead letters of one reason. */
  record Group(long deadLetters, String rule, String reason) {}

  private record Cause(String rule, String reason) {}

  void add(DeadLetter letter) {
    String reason = NUMBER.matcher(letter.reason()).replaceAll("N");
    counts.merge(new Cause(letter.rule(), reason), 1L, Long::sum);
  }

  List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    counts.forEach((cause, n) -> groups.add(new Group(n, cause.rule(), cause.reason())));
    groups.sort(
        Comparator.comparingLong(Group::deadLetters).reversed().thenComparing(Group::reason));
    return groups;
  }
}
