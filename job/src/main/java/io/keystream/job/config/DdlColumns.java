package io.keystream.job.config;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** Columns written as Spark DDL. */
final class DdlColumns {
  private DdlColumns() {}

  /** The columns of a key, or nothing and a problem if they cannot be read. */
  static Optional<StructType> read(String path, Values values, List<Problem> problems) {
    return values.text(path).flatMap(ddl -> read(ddl, path, values, problems));
  }

  private static Optional<StructType> read(
      String ddl, String path, Values values, List<Problem> problems) {
    try {
      return Optional.of(StructType.fromDDL(ddl));
    } catch (Exception e) { // Spark's ParseException is checked, but Scala does not declare it
      String reason =
          String.valueOf(e.getMessage()).lines().filter(l -> !l.isBlank()).findFirst().orElse("");
      problems.add(
          new Problem(
              path,
              values.line(path),
              "columns as Spark DDL, such as \"ts TIMESTAMP, user STRING\"",
              "\"" + ddl + "\": " + reason,
              "correct the DDL"));
      return Optional.empty();
    }
  }
}
