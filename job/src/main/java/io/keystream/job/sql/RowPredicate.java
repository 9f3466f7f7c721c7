package io.keystream.job.sql;

import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A condition that a row meets or not, by itself. */
public final class RowPredicate {
  private RowPredicate() {}

  /**
   * The condition, ready to be evaluated for rows of {@code columns}.
   *
   * @param functions those it may use besides Spark's
   * @throws SqlException if the text is no condition, or needs more than the row: other rows, the
   *     clock, chance
   */
  public static Expression of(String sql, StructType columns, UserFunctions functions) {
    return SQLConf.withExistingConf(
        SqlSettings.forAnalysis(), () -> analyze(sql, columns, functions));
  }

  private static Expression analyze(String sql, StructType columns, UserFunctions functions) {
    try {
      RowExpression.Parsed parsed = RowExpression.parse(sql);
      if (parsed.name().isDefined()) {
        throw SqlException.at(
            parsed.expression().origin(),
            "a condition with a name after it, " + parsed.name().get());
      }
      Expression condition =
          RowExpression.analyze(parsed.expression(), columns, functions, "a rule");
      if (!condition.dataType().equals(DataTypes.BooleanType)) {
        throw SqlException.at(
            parsed.expression().origin(),
            "a value of type " + condition.dataType().sql() + ", not BOOLEAN");
      }
      return condition;
    } catch (Exception | StackOverflowError e) { // Scala does not declare Spark's exceptions.
      throw SqlException.of(e);
    }
  }
}
