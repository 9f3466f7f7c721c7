package io.keystream.job.config;

import java.util.List;
import java.util.stream.Stream;

/** What must hold between the keys that say where a secret is. */
final class SecretRules {
  private static final List<String> PLACES =
      List.of("password-file", "password-alias", "password-variable");

  private final Values values;
  private final List<Problem> problems;
  private final String section;

  /** The rules for the secret of one section. */
  SecretRules(Values values, List<Problem> problems, String section) {
    this.values = values;
    this.problems = problems;
    this.section = section + ".";
  }

  /** Whether the section says where a secret is. */
  boolean present() {
    return given().findAny().isPresent();
  }

  /** The place is one at most, and a provider stands beside an alias. */
  void check() {
    List<String> given = given().toList();
    given.stream()
        .skip(1)
        .forEach(
            other ->
                problem(
                    other,
                    "one of " + String.join(", ", PLACES),
                    given.get(0) + " beside it",
                    "remove one of the two"));
    String provider = "credential-provider";
    if (values.find(section + provider).isPresent() && !given.contains("password-alias")) {
      problem(
          provider,
          "password-alias beside it",
          "no such key",
          "add password-alias, or remove this one");
    }
  }

  /**
   * The same, and there has to be one.
   *
   * @param because what it is needed for
   */
  void require(String because) {
    check();
    boolean invalid =
        problems.stream().anyMatch(problem -> problem.path().startsWith(section + "password-"));
    if (!present() && !invalid) {
      problem(
          "password-alias",
          "one of " + String.join(", ", PLACES) + ", because of " + because,
          "none of them",
          "add one: it says where the password is");
    }
  }

  private Stream<String> given() {
    return PLACES.stream().filter(place -> values.find(section + place).isPresent());
  }

  private void problem(String key, String wanted, String found, String remedy) {
    String path = section + key;
    int line = values.line(path);
    problems.add(
        new Problem(
            path,
            line > 1 ? line : values.line(section.substring(0, section.length() - 1)),
            wanted,
            found,
            remedy));
  }
}
