package io.keystream.job.cli;

import io.keystream.job.jdbc.JdbcChecks;
import io.keystream.security.preflight.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.StructType;

/** Checks of the databases that a pipeline writes to. */
final class DatabaseChecks {
  private DatabaseChecks() {}

  static List<Check> of(
      Release release, Map<String, StructType> columns, Configuration configuration) {
    List<Check> checks = new ArrayList<>();
    release
        .pipeline()
        .allOutputs()
        .forEach(
            (name, output) ->
                output
                    .jdbc()
                    .map(
                        jdbc ->
                            JdbcChecks.of(jdbc, columns.get(name), configuration, release::shipped))
                    .ifPresent(checks::add));
    return checks;
  }
}
