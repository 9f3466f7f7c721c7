package io.keystream.job.config;

import java.util.List;

/** What must hold for the cluster that records are written to. */
final class KafkaClusterRules {
  private final Values values;
  private final List<Problem> problems;
  private final String kafka;

  /**
   * The rules for one section.
   *
   * @param kafka its path, such as {@code output.kafka}
   */
  KafkaClusterRules(Values values, List<Problem> problems, String kafka) {
    this.values = values;
    this.problems = problems;
    this.kafka = kafka;
  }

  /** The source's cluster is meant where none is named, so there has to be one such source. */
  void check() {
    if (!values.hasSection(kafka)) {
      return;
    }
    String cluster = kafka + ".cluster";
    long sources =
        SourceRules.paths(values).stream()
            .filter(path -> values.hasSection(path + ".kafka"))
            .count();
    if (!values.hasSection(cluster) && sources != 1) {
      problems.add(
          new Problem(
              cluster,
              values.line(kafka),
              "a cluster, because it is that of the source only if there is one Kafka source",
              sources + " Kafka sources, and no such key",
              "add it, with bootstrap-servers and security"));
    }
    new SecurityRules(values, problems, cluster + ".security.").check();
  }
}
