package io.keystream.job.cli;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.hive.HiveChecks;
import io.keystream.security.preflight.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.StructType;

/** Checks of the tables of Hive that a pipeline registers partitions in. */
final class TableChecks {
  private TableChecks() {}

  static List<Check> of(
      PipelineConfig pipeline, Map<String, StructType> columns, Configuration configuration) {
    List<Check> checks = new ArrayList<>();
    pipeline
        .fileOutputs()
        .forEach(
            (name, files) ->
                HiveChecks.of(files, columns.get(name), configuration).ifPresent(checks::add));
    return checks;
  }
}
