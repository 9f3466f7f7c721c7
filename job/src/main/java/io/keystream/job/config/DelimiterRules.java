package io.keystream.job.config;

import java.util.List;
import java.util.Optional;

/** Keeps the characters that have a meaning in a text format apart. */
final class DelimiterRules {
  private static final String DELIMITER = ParseRules.SECTION + "delimiter";
  private static final String QUOTE = ParseRules.SECTION + "quote";
  private static final String NULL_VALUE = ParseRules.SECTION + "null-value";
  private static final String PAIR_DELIMITER = ParseRules.SECTION + "pair-delimiter";
  private static final String KEY_DELIMITER = ParseRules.SECTION + "key-delimiter";

  private final Values values;
  private final List<Problem> problems;

  DelimiterRules(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = problems;
  }

  void check() {
    checkDifferent(QUOTE, DELIMITER);
    checkDifferent(KEY_DELIMITER, PAIR_DELIMITER);
    checkNullValue();
    checkNoQuoteOrEscape(PAIR_DELIMITER);
    checkNoQuoteOrEscape(KEY_DELIMITER);
  }

  private void checkDifferent(String key, String other) {
    Optional<String> character = values.text(key);
    if (character.isPresent() && character.equals(values.text(other))) {
      problem(key, "another character than " + other);
    }
  }

  private void checkNullValue() {
    String nullValue = values.text(NULL_VALUE).orElse("");
    boolean special =
        List.of(DELIMITER, QUOTE).stream()
            .map(values::text)
            .flatMap(Optional::stream)
            .anyMatch(nullValue::contains);
    if (special || nullValue.contains("\n") || nullValue.contains("\r")) {
      problem(
          NULL_VALUE,
          "a text that a field without quotes can hold: no delimiter, quote or line break");
    }
  }

  private void checkNoQuoteOrEscape(String key) {
    values
        .text(key)
        .filter(character -> "\"\\".contains(character))
        .ifPresent(character -> problem(key, "a character that is neither \" nor \\"));
  }

  private void problem(String key, String wanted) {
    String found = values.text(key).orElseThrow().replace("\n", "\\n").replace("\r", "\\r");
    problems.add(new Problem(key, values.line(key), wanted, "\"" + found + "\"", "choose another"));
  }
}
