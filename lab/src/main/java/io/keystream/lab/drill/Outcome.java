package io.keystream.lab.drill;

import io.keystream.lab.audit.Audit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a scenario came to.
 *
 * @param attempts application attempts that were needed
 * @param audit every record accounted for
 * @param problems what else was not as promised
 */
record Outcome(int attempts, Audit audit, List<String> problems) {

  Outcome {
    problems = List.copyOf(problems);
  }

  /** Whether every promise was kept. */
  boolean passed() {
    return problems.isEmpty() && audit.exact();
  }

  /** One line for the table. */
  String summary() {
    List<String> parts = new ArrayList<>();
    parts.add(
        String.format(
            Locale.ROOT,
            "%d in, %d out, %d dead-lettered, %d lost, %d duplicated, %d attempts",
            audit.recordsIn(),
            audit.recordsOut(),
            audit.deadLettered(),
            audit.lost().size(),
            audit.duplicated().size(),
            attempts));
    parts.addAll(problems);
    return String.join("; ", parts);
  }
}
