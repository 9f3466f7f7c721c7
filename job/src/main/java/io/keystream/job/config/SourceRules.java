package io.keystream.job.config;

import java.util.ArrayList;
import java.util.List;

/** What must hold between the sections that say what is read. */
final class SourceRules {
  static final String ONE = "source";
  static final String SEVERAL = "sources";
  private static final List<String> KINDS = List.of("kafka", "files", "tcp", "custom");

  private final Values values;
  private final List<Problem> problems;

  SourceRules(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = problems;
  }

  /** Paths of all sources that the file has. */
  static List<String> paths(Values values) {
    List<String> paths = new ArrayList<>();
    if (values.hasSection(ONE)) {
      paths.add(ONE);
    }
    values.names(SEVERAL).forEach(name -> paths.add(SEVERAL + "." + name));
    return paths;
  }

  void check() {
    List<String> paths = paths(values);
    if (paths.isEmpty() && !isReported(SEVERAL)) {
      problem(ONE, ONE, "one of source, sources", "none of them", "add source: or sources:");
    } else if (paths.size() > 1 && paths.get(0).equals(ONE)) {
      problem(
          ONE,
          ONE,
          "one of source, sources",
          "both of them",
          "move it below sources, with a name of its own; what it read so far stays with source");
    }
    paths.forEach(this::check);
  }

  private void check(String path) {
    List<String> given = KINDS.stream().filter(k -> values.hasSection(path + "." + k)).toList();
    if (given.isEmpty() && !isReported(path)) {
      problem(path, path, kinds(), "none of them", "add " + KINDS.get(0) + ":");
    } else if (given.size() > 1) {
      problem(path, path, kinds(), String.join(" and ", given), "give each a name, below sources");
    }
    if (given.contains("kafka")) {
      new KafkaSourceRules(path + ".kafka", values, problems).check();
    }
    if (given.contains("files")) {
      new FilesSourceRules(path + ".files", values, problems).check();
    }
    if (given.contains("tcp")) {
      new TcpSourceRules(path + ".tcp", values, problems).check();
    }
  }

  private static String kinds() {
    return "one of " + String.join(", ", KINDS);
  }

  /** Something else about this path or one below it is wrong already. */
  private boolean isReported(String path) {
    return problems.stream()
        .anyMatch(p -> p.path().equals(path) || p.path().startsWith(path + "."));
  }

  private void problem(String path, String lineOf, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(lineOf), wanted, found, remedy));
  }
}
