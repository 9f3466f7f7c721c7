package io.keystream.job.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/**
 * Columns computed from a row by itself.
 *
 * @param columns names and types
 * @param expressions what they are, ready to be evaluated
 */
public record RowProjection(StructType columns, List<Expression> expressions) {

  /**
   * The columns that texts such as {@code status} or {@code upper(user) AS user} stand for.
   *
   * @param functions those they may use besides Spark's
   * @throws SqlException if a text is no expression, has no name, or needs more than the row
   */
  public static RowProjection of(List<String> texts, StructType row, UserFunctions functions) {
    return of(texts, row, functions, "a column of an output");
  }

  /**
   * The same for another use.
   *
   * @param user what the columns are for, in messages
   */
  public static RowProjection of(
      List<String> texts, StructType row, UserFunctions functions, String user) {
    return SQLConf.withExistingConf(
        SqlSettings.forAnalysis(), () -> analyze(texts, row, functions, user));
  }

  private static RowProjection analyze(
      List<String> texts, StructType row, UserFunctions functions, String user) {
    try {
      StructType columns = new StructType();
      List<Expression> expressions = new ArrayList<>();
      Set<String> names = new HashSet<>();
      for (String text : texts) {
        RowExpression.Parsed parsed = RowExpression.parse(text);
        String name = name(parsed);
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
          throw SqlException.at(
              parsed.expression().origin(),
              "two columns are called " + name + ": rename one with AS");
        }
        Expression found = RowExpression.analyze(parsed.expression(), row, functions, user);
        columns = columns.add(name, found.dataType(), found.nullable());
        expressions.add(found);
      }
      return new RowProjection(columns, List.copyOf(expressions));
    } catch (Exception | StackOverflowError e) { // Scala does not declare Spark's exceptions.
      throw SqlException.of(e);
    }
  }

  private static String name(RowExpression.Parsed parsed) {
    if (parsed.name().isDefined()) {
      return parsed.name().get();
    }
    if (parsed.expression() instanceof UnresolvedAttribute attribute) {
      List<String> parts = JavaConverters.seqAsJavaList(attribute.nameParts());
      return parts.get(parts.size() - 1);
    }
    throw SqlException.at(
        parsed.expression().origin(), "a value without a name: write AS and a name after it");
  }
}
