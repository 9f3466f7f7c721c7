package io.keystream.job.sql;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A query over the view {@value #VIEW}. */
public final class Query {
  /** Name of the only table there is. */
  public static final String VIEW = "records";

  /** By name, because not every Spark 3 has a constant for each. */
  private static final Set<String> TYPES =
      Set.of(
          "string",
          "byte",
          "short",
          "integer",
          "long",
          "double",
          "float",
          "boolean",
          "timestamp",
          "timestamp_ntz",
          "date",
          "binary");

  private Query() {}

  /**
   * The columns of the result, all of them nullable, so that they do not depend on how the query is
   * written.
   *
   * @param view columns of the view
   * @param functions those it may use besides Spark's
   * @throws SqlException if the text is no query, reads anything else, or its result cannot be
   *     written
   */
  public static StructType columns(String sql, StructType view, UserFunctions functions) {
    return SQLConf.withExistingConf(SqlSettings.forAnalysis(), () -> analyze(sql, view, functions));
  }

  private static StructType analyze(String sql, StructType view, UserFunctions functions) {
    try {
      LogicalPlan parsed = new CatalystSqlParser().parsePlan(sql);
      refuseCommands(parsed);
      RecordsAnalyzer analyzer = new RecordsAnalyzer(view, functions);
      LogicalPlan analyzed = analyzer.analyze(parsed);
      if (!analyzer.viewRead()) {
        throw SqlException.at(parsed.origin(), "the query does not read " + VIEW);
      }
      StructType columns = analyzed.schema();
      check(columns, parsed);
      return columns.asNullable();
    } catch (Exception | StackOverflowError e) { // Scala does not declare Spark's exceptions.
      throw SqlException.of(e);
    }
  }

  private static void refuseCommands(LogicalPlan parsed) {
    scala.Option<LogicalPlan> command =
        parsed.find(
            node ->
                node instanceof Command
                    || node instanceof ParsedStatement
                    || node instanceof ScriptTransformation);
    if (command.isDefined()) {
      throw SqlException.at(
          command.get().origin(), "a command, " + command.get().nodeName() + ", not a query");
    }
  }

  private static void check(StructType columns, LogicalPlan parsed) {
    Set<String> names = new HashSet<>();
    for (StructField column : columns.fields()) {
      if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
        throw SqlException.at(
            parsed.origin(),
            "two columns of the result are called " + column.name() + ": rename one with AS");
      }
      if (!writable(column.dataType())) {
        throw SqlException.at(
            parsed.origin(),
            "column "
                + column.name()
                + " of the result has the type "
                + column.dataType().sql()
                + ", which cannot be written: CAST it");
      }
    }
  }

  private static boolean writable(DataType type) {
    if (type instanceof ArrayType array) {
      return writable(array.elementType());
    }
    if (type instanceof MapType map) {
      return writable(map.keyType()) && writable(map.valueType());
    }
    if (type instanceof StructType struct) {
      return struct.fields().length > 0
          && java.util.Arrays.stream(struct.fields()).allMatch(f -> writable(f.dataType()));
    }
    return TYPES.contains(type.typeName()) || type instanceof DecimalType;
  }
}
