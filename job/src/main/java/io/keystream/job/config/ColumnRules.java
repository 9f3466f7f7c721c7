package io.keystream.job.config;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What must hold for the columns of the rows and for the keys that name them. */
final class ColumnRules {
  private static final String PARTITION = "output.files.partition-by-date-of";
  private static final Set<DataType> TYPES =
      Set.of(
          DataTypes.StringType,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.DoubleType,
          DataTypes.FloatType,
          DataTypes.BooleanType,
          DataTypes.TimestampType,
          DataTypes.DateType,
          DataTypes.BinaryType);
  private static final String TYPE_NAMES =
      "STRING, INT, BIGINT, DOUBLE, FLOAT, BOOLEAN, TIMESTAMP, DATE, BINARY, DECIMAL(p,s)";

  private final Values values;
  private final List<Problem> problems;

  ColumnRules(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = problems;
  }

  /** Checks the columns of the parsed rows, and what is made and written of them. */
  void check(StructType parsed) {
    checkColumns(parsed);
    written(parsed).ifPresent(this::checkPartition);
  }

  /** The columns that are written; nothing if that cannot be told. */
  private Optional<StructType> written(StructType parsed) {
    if (problems.stream().anyMatch(problem -> problem.path().equals(origin()))) {
      return transformed() ? Optional.empty() : Optional.of(parsed);
    }
    SqlRules sql = new SqlRules(values, problems);
    StructType records = RowTypes.records(withRaw(parsed));
    sql.checkRules(records);
    if (!transformed()) {
      return Optional.of(parsed);
    }
    Optional<StructType> result = sql.result(records);
    result.ifPresent(this::checkResult);
    return result;
  }

  private StructType withRaw(StructType columns) {
    return values.is("parse.keep-raw", true)
        ? columns.add(ParseConfig.RAW_COLUMN, DataTypes.BinaryType, false)
        : columns;
  }

  private boolean transformed() {
    return values.find(SqlRules.TRANSFORM).isPresent();
  }

  private void checkResult(StructType columns) {
    if (values.find(PARTITION).isPresent()
        && Arrays.stream(columns.names())
            .anyMatch(FilesOutputConfig.DATE_COLUMN::equalsIgnoreCase)) {
      problem(
          SqlRules.TRANSFORM,
          "no column date in the result, because partition-by-date-of makes folders date=",
          "a column date",
          "rename it with AS, or remove partition-by-date-of");
    }
  }

  /** The key that the columns come from. */
  private String origin() {
    return values.find(ParseRules.SCHEMA).isPresent() ? ParseRules.SCHEMA : ParseRules.PATTERN;
  }

  private void checkColumns(StructType columns) {
    String origin = origin();
    Set<String> names = new HashSet<>();
    for (StructField field : columns.fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (!TYPES.contains(field.dataType()) && !(field.dataType() instanceof DecimalType)) {
        problem(
            origin,
            "columns of the types " + TYPE_NAMES,
            field.name() + " " + field.dataType().sql(),
            "change or remove the column");
      }
      if (!names.add(name)) {
        problem(
            origin,
            "every column once, whatever its case",
            field.name() + " again",
            "rename or remove one of the two");
      }
      if (name.equals(ParseConfig.RAW_COLUMN) && values.is("parse.keep-raw", true)) {
        problem(
            origin,
            "no column raw, because of keep-raw: true",
            field.name(),
            "rename the column, or set keep-raw: false");
      }
      if (name.equals(FilesOutputConfig.DATE_COLUMN)
          && values.find(PARTITION).isPresent()
          && !transformed()) {
        problem(
            origin,
            "no column date, because partition-by-date-of makes folders date=",
            field.name(),
            "rename the column, or remove partition-by-date-of");
      }
    }
  }

  private void checkPartition(StructType columns) {
    Optional<String> column = values.text(PARTITION);
    if (column.isEmpty()) {
      return;
    }
    Optional<StructField> field =
        Arrays.stream(columns.fields()).filter(f -> f.name().equals(column.get())).findFirst();
    if (field.isPresent() && field.get().dataType().equals(DataTypes.TimestampType)) {
      return;
    }
    String candidates =
        Arrays.stream(columns.fields())
            .filter(f -> f.dataType().equals(DataTypes.TimestampType))
            .map(StructField::name)
            .collect(Collectors.joining(", "));
    problem(
        PARTITION,
        candidates.isEmpty()
            ? "a TIMESTAMP column; there is none"
            : "a TIMESTAMP column: " + candidates,
        "\""
            + column.get()
            + "\", "
            + field.map(f -> "of type " + f.dataType().sql()).orElse("an unknown column"),
        candidates.isEmpty() ? "remove the key" : "name one of these, or remove the key");
  }

  private void problem(String path, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(path), wanted, found, remedy));
  }
}
