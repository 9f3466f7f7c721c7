package io.keystream.job.sql;

import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/** What of a Kafka record a row decides, as an expression over its columns. */
public enum RecordPart {
  TOPIC("STRING"),
  /** Bytes. */
  KEY("STRING or BINARY"),
  /** Bytes. */
  VALUE("STRING or BINARY"),
  /** Bytes by name. */
  HEADERS("MAP<STRING, STRING> or MAP<STRING, BINARY>"),
  PARTITION("INT"),
  TIMESTAMP("TIMESTAMP");

  private static final Set<DataType> BYTES =
      Set.of(DataTypes.StringType, DataTypes.BinaryType, DataTypes.NullType);

  private final String wanted;

  RecordPart(String wanted) {
    this.wanted = wanted;
  }

  /**
   * The expression, ready to be evaluated for rows of {@code columns}.
   *
   * @param functions those it may use besides Spark's
   * @throws SqlException if the text is no expression, is of another type, or needs more than the
   *     row
   */
  public Expression of(String sql, StructType columns, UserFunctions functions) {
    return SQLConf.withExistingConf(
        SqlSettings.forAnalysis(), () -> analyze(sql, columns, functions));
  }

  /** The same with Spark's functions only. */
  public Expression of(String sql, StructType columns) {
    return of(sql, columns, UserFunctions.NONE);
  }

  /** NULL for every row. */
  public Expression none(StructType columns) {
    return of("NULL", columns);
  }

  /** SQL for a JSON object of some columns, times to the microsecond in UTC as in JSON files. */
  public static String json(List<String> columns) {
    return "to_json(struct("
        + String.join("\n,", columns)
        + "\n), map('timestampFormat', \"yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX\","
        + " 'dateFormat', 'yyyy-MM-dd', 'timeZone', 'UTC', 'ignoreNullFields', 'true'))";
  }

  private Expression analyze(String sql, StructType columns, UserFunctions functions) {
    try {
      RowExpression.Parsed parsed = RowExpression.parse(sql);
      if (parsed.name().isDefined()) {
        throw SqlException.at(
            parsed.expression().origin(), "a value with a name after it, " + parsed.name().get());
      }
      Expression found = expression(parsed, columns, functions);
      if (!accepts(found.dataType())) {
        throw SqlException.at(
            parsed.expression().origin(),
            "a value of type " + found.dataType().sql() + ", not " + wanted + ": CAST it");
      }
      return found.dataType().equals(type())
          ? found
          : expression(
              RowExpression.parse("CAST((" + sql + "\n) AS " + type().sql() + ")"),
              columns,
              functions);
    } catch (Exception | StackOverflowError e) { // Scala does not declare Spark's exceptions.
      throw SqlException.of(e);
    }
  }

  private static Expression expression(
      RowExpression.Parsed parsed, StructType columns, UserFunctions functions) {
    return RowExpression.analyze(parsed.expression(), columns, functions, "a part of a record");
  }

  private boolean accepts(DataType found) {
    if (found.equals(DataTypes.NullType)) {
      return true;
    }
    return switch (this) {
      case TOPIC, PARTITION, TIMESTAMP -> found.equals(type());
      case KEY, VALUE -> BYTES.contains(found);
      case HEADERS ->
          found instanceof MapType map
              && map.keyType().equals(DataTypes.StringType)
              && BYTES.contains(map.valueType());
    };
  }

  private DataType type() {
    return switch (this) {
      case TOPIC -> DataTypes.StringType;
      case KEY, VALUE -> DataTypes.BinaryType;
      case HEADERS -> DataTypes.createMapType(DataTypes.StringType, DataTypes.BinaryType);
      case PARTITION -> DataTypes.IntegerType;
      case TIMESTAMP -> DataTypes.TimestampType;
    };
  }
}
