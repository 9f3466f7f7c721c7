package io.keystream.job.config;

import java.util.List;
import java.util.Optional;

/** What must hold between the keys of a Kafka source: what is read, from where on, and how. */
final class KafkaSourceRules {
  private final String section;
  private final String start;
  private final Values values;
  private final List<Problem> problems;

  /**
   * Rules of one source.
   *
   * @param path of its section, such as {@code source.kafka}
   */
  KafkaSourceRules(String path, Values values, List<Problem> problems) {
    this.section = path + ".";
    this.start = section + "start";
    this.values = values;
    this.problems = problems;
  }

  void check() {
    checkKeytab();
    checkSelection();
    checkStart(StartPosition.TIMESTAMP, section + "start-timestamp");
    checkStart(StartPosition.OFFSETS, section + "start-offsets");
  }

  private void checkKeytab() {
    String security = section + "security.";
    Optional<Object> auth = values.find(security + "auth");
    if (auth.isEmpty()) {
      return;
    }
    boolean keytabAuth = auth.get() == KafkaAuth.KEYTAB;
    for (String key : List.of(security + "keytab", security + "principal")) {
      boolean given = values.find(key).isPresent();
      if (keytabAuth && !given) {
        problem(
            key, security + "auth", "a value, because of auth: keytab", "no such key", "add it");
      } else if (!keytabAuth && given) {
        problem(
            key,
            key,
            "no such key with auth: " + auth.get(),
            "\"" + values.text(key).orElseThrow() + "\"",
            "remove it, or set auth: keytab");
      }
    }
  }

  private void checkSelection() {
    List<String> selections =
        List.of(section + "topics", section + "topic-pattern", section + "partitions");
    List<String> given = selections.stream().filter(this::isWritten).toList();
    if (given.isEmpty()) {
      problem(
          selections.get(0),
          start,
          "one of topics, topic-pattern, partitions",
          "none of them",
          "add topics: [ ... ]");
    }
    for (String other : given.subList(Math.min(1, given.size()), given.size())) {
      problem(
          other,
          other,
          "one of topics, topic-pattern, partitions",
          "a second one beside " + given.get(0).substring(section.length()),
          "remove one of the two");
    }
  }

  /** Also a value that is no valid one says which key is meant. */
  private boolean isWritten(String path) {
    return values.find(path).isPresent()
        || problems.stream().anyMatch(problem -> problem.path().startsWith(path));
  }

  private void checkStart(StartPosition position, String key) {
    if (values.find(start).isEmpty()) {
      return;
    }
    boolean wanted = values.is(start, position);
    if (wanted && !isWritten(key)) {
      problem(key, start, "a value, because of start: " + position, "no such key", "add it");
    } else if (!wanted && values.find(key).isPresent()) {
      problem(
          key,
          key,
          "no such key with start: " + values.text(start).orElseThrow(),
          "\"" + values.text(key).orElseThrow() + "\"",
          "remove it, or set start: " + position);
    }
  }

  private void problem(String path, String lineOf, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(lineOf), wanted, found, remedy));
  }
}
