package io.keystream.job.config;

import java.util.List;
import java.util.Optional;
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
}
