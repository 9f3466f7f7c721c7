package io.keystream.job.config;

import java.util.List;
import org.apache.spark.sql.types.StructType;

/** What must hold between keys. A rule whose keys are missing or invalid is left alone. */
final class PipelineRules {
  private final Values values;
  private final List<Problem> problems;

  PipelineRules(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = problems;
  }

  void check() {
    new SourceRules(values, problems).check();
    new FolderRules(values, problems).check();
    new OutputRules(values, problems).check();
    new ParseRules(values, problems).columns().ifPresent(this::checkRows);
  }

  private void checkRows(StructType parsed) {
    new ColumnRules(values, problems).check(parsed);
    new WrittenRules(values, problems).check(parsed);
  }
}
