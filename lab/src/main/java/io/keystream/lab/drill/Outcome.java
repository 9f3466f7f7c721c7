package io.keystream.lab.drill;

import io.keystream.lab.audit.Audit;
import java.time.Duration;
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
   * @param failedBatches batches that Spark gave up, in the logs of the last application
   * @param longestPause the longest time between two commits
   * @param audit every record accounted for
   * @param problems what else was not as promised
   */
  static Outcome of(
      int attempts, int failedBatches, Duration longestPause, Audit audit, List<String> problems) {
    String counted =
        String.format(
            Locale.ROOT,
            "%d in, %d out, %d dead-lettered, %d lost, %d duplicated, %d attempts,"
                + " %d failed batches, longest pause %.1f s",
            audit.recordsIn(),
            audit.recordsOut(),
            audit.deadLettered(),
            audit.lost().size(),
            audit.duplicated().size(),
            attempts,
            failedBatches,
            longestPause.toMillis() / 1e3);
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
