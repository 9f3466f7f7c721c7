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
  private static final String FORMAT = "parse.format";
  private static final String SCHEMA = "parse.schema";
  private static final String PARTITION = "output.files.partition-by-date-of";
  private static final Set<String> POSITION_NAMES = Set.of(RowTypes.POSITION.fieldNames());
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

  void check() {
    Optional<StructType> columns = columns();
    columns.ifPresent(this::checkColumns);
    columns.ifPresent(this::checkPartition);
    columns.map(this::rowType).ifPresent(new FilesRules(values, problems)::checkColumns);
  }

  /** All that is written of a record: where it came from, and its columns. */
  private StructType rowType(StructType columns) {
    StructType row = RowTypes.append(RowTypes.POSITION, columns);
    return values.is("parse.keep-raw", true)
        ? row.add(ParseConfig.RAW_COLUMN, DataTypes.BinaryType)
        : row;
  }

  private Optional<StructType> columns() {
    Optional<String> ddl = values.text(SCHEMA);
    if (values.is(FORMAT, ParseFormat.JSON)) {
      if (ddl.isEmpty() && !problems.stream().anyMatch(p -> p.path().equals(SCHEMA))) {
        problem(
            SCHEMA,
            FORMAT,
            "columns, because of format: json",
            "no such key",
            "add it, such as schema: \"ts TIMESTAMP, user STRING\"");
      }
      return ddl.flatMap(this::parseDdl);
    }
    if (values.is(FORMAT, ParseFormat.ACCESS_LOG)) {
      ddl.ifPresent(
          text ->
              problem(
                  SCHEMA,
                  SCHEMA,
                  "no such key with format: access-log, whose columns are fixed",
                  "\"" + text + "\"",
                  "remove it, or set format: json"));
      return Optional.of(RowTypes.ACCESS_LOG);
    }
    return Optional.empty();
  }

  private Optional<StructType> parseDdl(String ddl) {
    try {
      return Optional.of(StructType.fromDDL(ddl));
    } catch (Exception e) { // Spark's ParseException is checked, but Scala does not declare it
      String reason =
          String.valueOf(e.getMessage()).lines().filter(l -> !l.isBlank()).findFirst().orElse("");
      problem(
          SCHEMA,
          SCHEMA,
          "columns as Spark DDL, such as \"ts TIMESTAMP, user STRING\"",
          "\"" + ddl + "\": " + reason,
          "correct the DDL");
      return Optional.empty();
    }
  }

  private void checkColumns(StructType columns) {
    Set<String> names = new HashSet<>();
    for (StructField field : columns.fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (!TYPES.contains(field.dataType()) && !(field.dataType() instanceof DecimalType)) {
        problem(
            SCHEMA,
            SCHEMA,
            "columns of the types " + TYPE_NAMES,
            field.name() + " " + field.dataType().sql(),
            "change or remove the column");
      }
      if (!names.add(name)) {
        problem(
            SCHEMA,
            SCHEMA,
            "every column once, whatever its case",
            field.name() + " again",
            "rename or remove one of the two");
      }
      if (POSITION_NAMES.contains(name)) {
        problem(
            SCHEMA,
            SCHEMA,
            "no column " + name + ", which every row has already",
            field.name(),
            "rename the column");
      }
      if (name.equals(ParseConfig.RAW_COLUMN) && values.is("parse.keep-raw", true)) {
        problem(
            SCHEMA,
            SCHEMA,
            "no column raw, because of keep-raw: true",
            field.name(),
            "rename the column, or set keep-raw: false");
      }
      if (name.equals(FilesOutputConfig.DATE_COLUMN) && values.find(PARTITION).isPresent()) {
        problem(
            SCHEMA,
            SCHEMA,
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

  private void problem(String path, String lineOf, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(lineOf), wanted, found, remedy));
  }
}
