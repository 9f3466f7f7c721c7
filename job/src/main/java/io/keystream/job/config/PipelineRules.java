package io.keystream.job.config;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** What must hold between keys. A rule whose keys are missing or invalid is left alone. */
final class PipelineRules {
  private static final String SECURITY = "source.kafka.security.";

  private final Values values;
  private final List<Problem> problems;

  PipelineRules(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = problems;
  }

  void check() {
    checkKeytab();
    new SourceRules(values, problems).check();
    new FolderRules(values, problems).check();
    new OutputRules(values, problems).check();
    new EnrichRules(values, problems).check();
    new ParseRules(values, problems)
        .columns()
        .ifPresentOrElse(this::checkRows, this::checkWithoutRows);
  }

  private void checkWithoutRows() {
    new EnrichRules(values, problems).checkColumns(Optional.empty());
  }

  private void checkRows(StructType parsed) {
    new ColumnRules(values, problems).check(parsed);
    new WrittenRules(values, problems).check(parsed);
  }

  private void checkKeytab() {
    Optional<Object> auth = values.find(SECURITY + "auth");
    if (auth.isEmpty()) {
      return;
    }
    boolean keytabAuth = auth.get() == KafkaAuth.KEYTAB;
    for (String key : List.of(SECURITY + "keytab", SECURITY + "principal")) {
      boolean given = values.find(key).isPresent();
      if (keytabAuth && !given) {
        problem(
            key, SECURITY + "auth", "a value, because of auth: keytab", "no such key", "add it");
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
