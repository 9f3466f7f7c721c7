package io.keystream.job.config;

import java.util.List;
import java.util.Optional;

/** What must hold between the keys that say how the job logs in to a Kafka cluster. */
final class SecurityRules {
  private final Values values;
  private final List<Problem> problems;
  private final String section;

  /**
   * The rules for one cluster.
   *
   * @param section path of its section, with a dot at the end
   */
  SecurityRules(Values values, List<Problem> problems, String section) {
    this.values = values;
    this.problems = problems;
    this.section = section;
  }

  /** A keytab is named if, and only if, the job logs in with it. */
  void check() {
    Optional<Object> auth = values.find(section + "auth");
    if (auth.isEmpty()) {
      return;
    }
    boolean keytabAuth = auth.get() == KafkaAuth.KEYTAB;
    for (String key : List.of(section + "keytab", section + "principal")) {
      boolean given = values.find(key).isPresent();
      if (keytabAuth && !given) {
        problem(key, section + "auth", "a value, because of auth: keytab", "no such key", "add it");
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

  private void problem(String path, String lineOf, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(lineOf), wanted, found, remedy));
  }
}
