package io.keystream.lab.drill;

import io.keystream.lab.audit.Audit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a scenario came to.
 *
 * @param counted what was counted, in one phrase
 * @param problems what was not as promised
 */
record Outcome(String counted, List<String> problems) {

  Outcome {
    problems = List.copyOf(problems);
  }

  /**
   * The outcome of a job that moves one topic to files.
   *
   * @param attempts application attempts that were needed
   * @param audit every record accounted for
   * @param problems what else was not as promised
   */
  static Outcome of(int attempts, Audit audit, List<String> problems) {
    String counted =
        String.format(
            Locale.ROOT,
            "%d in, %d out, %d dead-lettered, %d lost, %d duplicated, %d attempts",
            audit.recordsIn(),
            audit.recordsOut(),
            audit.deadLettered(),
            audit.lost().size(),
            audit.duplicated().size(),
            attempts);
    List<String> all = new ArrayList<>(problems);
    if (!audit.exact()) {
      all.add("not every record arrived once and unaltered");
    }
    return new Outcome(counted, all);
  }

  /** Whether every promise was kept. */
  boolean passed() {
    return problems.isEmpty();
  }

  /** One line for the table. */
  String summary() {
    List<String> parts = new ArrayList<>(List.of(counted));
    parts.addAll(problems);
    return String.join("; ", parts);
  }
}
