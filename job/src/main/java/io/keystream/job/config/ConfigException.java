package io.keystream.job.config;

import java.util.List;

/** A configuration with problems; the message is the whole report. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  ConfigException(String sourceName, List<Problem> problems) {
    super(report(sourceName, problems));
    this.problems = List.copyOf(problems);
  }

  /** Every problem found, in the order of the lines. */
  public List<Problem> problems() {
    return problems;
  }

  private static String report(String sourceName, List<Problem> problems) {
    StringBuilder report = new StringBuilder("Invalid configuration " + sourceName + ": ");
    report.append(problems.size()).append(problems.size() == 1 ? " problem" : " problems");
    for (int i = 0; i < problems.size(); i++) {
      report.append("\n\n").append(i + 1).append(". ").append(problems.get(i));
    }
    return report.append('\n').toString();
  }
}
