package io.keystream.lab.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a scenario came to.
 *
 * @param counted what was counted, in one phrase
 * @param figures the same one by one, where a job moved one topic to files
 * @param response what an operator did, where the drill has one
 * @param problems what was not as promised
 */
record Outcome(
    String counted, Optional<Figures> figures, Response response, List<String> problems) {

  Outcome {
    problems = List.copyOf(problems);
  }

  /** An outcome with nothing but its own phrase. */
  Outcome(String counted, List<String> problems) {
    this(counted, Optional.empty(), Response.NONE, problems);
  }

  /**
   * The outcome of a job that moves one topic to files.
   *
   * @param problems what was not as promised, beside records that did not arrive
   */
  static Outcome of(Figures figures, Response response, List<String> problems) {
    List<String> all = new ArrayList<>(problems);
    if (!figures.audit().exact()) {
      all.add("not every record arrived once and unaltered");
    }
    return new Outcome(figures.phrase(), Optional.of(figures), response, all);
  }

  /** The same told in another phrase. */
  Outcome counted(String phrase) {
    return new Outcome(phrase, figures, response, problems);
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
