package io.keystream.job.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The named groups of a regular expression. */
final class RegexGroups {
  private static final Pattern CANDIDATE = Pattern.compile("\\(\\?<([A-Za-z][A-Za-z0-9]*)>");

  private RegexGroups() {}

  /**
   * Their names, in the order of the text.
   *
   * @throws java.util.regex.PatternSyntaxException if it is no regular expression
   */
  static List<String> of(String regex) {
    Pattern.compile(regex);
    Matcher anything = Pattern.compile("|" + regex).matcher("");
    anything.lookingAt(); // the empty alternative matches, so that groups can be asked for
    return CANDIDATE
        .matcher(regex)
        .results()
        .map(candidate -> candidate.group(1))
        .distinct()
        .filter(name -> isGroup(anything, name))
        .toList();
  }

  /** False for what only looks like a group, because it is quoted, escaped or a comment. */
  private static boolean isGroup(Matcher matched, String name) {
    try {
      matched.start(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
