package io.keystream.job.config;

import io.keystream.job.sql.UserFunctions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What must hold for what is made of the parsed rows, and for the columns that are written. */
final class WrittenRules {
  private static final String PARTITION = "output.files.partition-by-date-of";

  private final Values values;
  private final List<Problem> problems;

  WrittenRules(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = problems;
  }

  /** Checks the SQL over parsed columns that are as they should be, and what comes out of it. */
  void check(StructType parsed) {
    boolean clear = problems.stream().noneMatch(p -> p.path().equals(ColumnRules.origin(values)));
    StructType records = RowTypes.append(metadata(values), withRaw(parsed));
    SqlRules sql = new SqlRules(values, problems);
    Optional<UserFunctions> functions =
        FunctionRules.check(values, problems).filter(found -> clear);
    functions.ifPresent(found -> sql.checkRules(records, found));
    if (values.find(SqlRules.TRANSFORM).isEmpty()) {
      checkPartition(parsed);
      new FilesRules(values, problems).checkColumns(records);
    } else {
      functions.flatMap(found -> sql.result(records, found)).ifPresent(this::checkResult);
    }
  }

  /** The columns that stand before the parsed ones. */
  static StructType metadata(Values values) {
    return RowTypes.metadata(
        values.find("source.kafka.include-key").map(KeyType.class::cast),
        values.is("source.kafka.include-headers", true));
  }

  private StructType withRaw(StructType columns) {
    return values.is("parse.keep-raw", true)
        ? columns.add(ParseConfig.RAW_COLUMN, DataTypes.BinaryType, false)
        : columns;
  }

  private void checkResult(StructType columns) {
    boolean date =
        Arrays.stream(columns.names()).anyMatch(FilesOutputConfig.DATE_COLUMN::equalsIgnoreCase);
    if (date && values.find(PARTITION).isPresent()) {
      problem(
          SqlRules.TRANSFORM,
          "no column date in the result, because partition-by-date-of makes folders date=",
          "a column date",
          "rename it with AS, or remove partition-by-date-of");
    }
    checkPartition(columns);
    new FilesRules(values, problems).checkColumns(columns);
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
