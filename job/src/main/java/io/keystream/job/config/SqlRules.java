package io.keystream.job.config;

import io.keystream.job.sql.Query;
import io.keystream.job.sql.RowPredicate;
import io.keystream.job.sql.SqlException;
import io.keystream.job.sql.UserFunctions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** What must hold for the SQL of a pipeline: that Spark understands it. */
final class SqlRules {
  static final String VALIDATE = "validate";
  static final String TRANSFORM = "transform.sql";

  private final Values values;
  private final List<Problem> problems;

  SqlRules(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = problems;
  }

  /** Checks the rules of {@code validate} against the columns they can use. */
  void checkRules(StructType records, UserFunctions functions) {
    if (!(values.find(VALIDATE).orElse(null) instanceof Map<?, ?> rules)) {
      return;
    }
    rules.forEach(
        (name, sql) -> {
          try {
            RowPredicate.of(sql.toString(), records, functions);
          } catch (SqlException e) {
            problem(
                VALIDATE + "." + name,
                "a BOOLEAN expression in Spark SQL over the columns of one row",
                e);
          }
        });
  }

  /** The columns of the transform's result; nothing if there is none, or no valid one. */
  Optional<StructType> result(StructType records, UserFunctions functions) {
    try {
      return values.text(TRANSFORM).map(sql -> Query.columns(sql, records, functions));
    } catch (SqlException e) {
      problem(TRANSFORM, "a query in Spark SQL over the view " + Query.VIEW, e);
      return Optional.empty();
    }
  }

  private void problem(String path, String wanted, SqlException found) {
    problems.add(
        new Problem(path, values.line(path), wanted, found.getMessage(), "correct the SQL"));
  }
}
