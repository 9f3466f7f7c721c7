package io.keystream.job.config;

import java.util.List;

/** What must hold between the keys that say what is read, and from where on. */
final class SourceRules {
  private static final String KAFKA = "source.kafka.";
  private static final List<String> SELECTIONS =
      List.of(KAFKA + "topics", KAFKA + "topic-pattern", KAFKA + "partitions");
  private static final String START = KAFKA + "start";

  private final Values values;
  private final List<Problem> problems;

  SourceRules(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = problems;
  }

  void check() {
    checkSelection();
    checkStart(StartPosition.TIMESTAMP, KAFKA + "start-timestamp");
    checkStart(StartPosition.OFFSETS, KAFKA + "start-offsets");
  }

  private void checkSelection() {
    List<String> given = SELECTIONS.stream().filter(this::isWritten).toList();
    if (given.isEmpty()) {
      problem(
          SELECTIONS.get(0),
          START,
          "one of topics, topic-pattern, partitions",
          "none of them",
          "add topics: [ ... ]");
    }
    for (String other : given.subList(Math.min(1, given.size()), given.size())) {
      problem(
          other,
          other,
          "one of topics, topic-pattern, partitions",
          "a second one beside " + given.get(0).substring(KAFKA.length()),
          "remove one of the two");
    }
  }

  /** Also a value that is no valid one says which key is meant. */
  private boolean isWritten(String path) {
    return values.find(path).isPresent()
        || problems.stream().anyMatch(problem -> problem.path().startsWith(path));
  }

  private void checkStart(StartPosition start, String key) {
    if (values.find(START).isEmpty()) {
      return;
    }
    boolean wanted = values.is(START, start);
    if (wanted && !isWritten(key)) {
      problem(key, START, "a value, because of start: " + start, "no such key", "add it");
    } else if (!wanted && values.find(key).isPresent()) {
      problem(
          key,
          key,
          "no such key with start: " + values.text(START).orElseThrow(),
          "\"" + values.text(key).orElseThrow() + "\"",
          "remove it, or set start: " + start);
    }
  }

  private void problem(String path, String lineOf, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(lineOf), wanted, found, remedy));
  }
}
