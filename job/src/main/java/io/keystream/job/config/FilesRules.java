package io.keystream.job.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What must hold for the files written, and for the columns that go into them. */
final class FilesRules {
  private static final String FORMAT = "output.files.format";
  private static final String COMPRESSION = "output.files.compression";
  private static final String HEADER = "output.files.header";
  private static final String PARTITION_BY = "output.files.partition-by";
  private static final String PARTITION_BY_DATE_OF = "output.files.partition-by-date-of";
  private static final Set<DataType> PARTITION_TYPES =
      Set.of(
          DataTypes.StringType,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.DateType,
          DataTypes.BooleanType);

  private final Values values;
  private final List<Problem> problems;

  FilesRules(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = problems;
  }

  /** Checks what does not depend on the columns. */
  void check() {
    format().ifPresent(this::checkCompression);
    format().ifPresent(this::checkHeader);
  }

  /**
   * Checks that the columns can be written.
   *
   * @param row all columns of the rows, those of the position included
   */
  void checkColumns(StructType row) {
    format().ifPresent(format -> checkFileColumns(format, row));
    for (String name : partitionBy()) {
      checkPartitionColumn(name, row);
    }
  }

  private void checkCompression(OutputFormat format) {
    Optional<Object> compression = values.find(COMPRESSION);
    if (compression.isPresent() && !format.compressions().contains(compression.get())) {
      problem(
          COMPRESSION,
          "one of " + words(format.compressions()) + ", because of format: " + format,
          "\"" + compression.get() + "\"",
          "name one of these, or remove the key");
    }
  }

  private void checkHeader(OutputFormat format) {
    if (values.is(HEADER, true) && format != OutputFormat.CSV) {
      problem(
          HEADER, "no header with format: " + format, "true", "remove the key, or set format: csv");
    }
  }

  private void checkFileColumns(OutputFormat format, StructType row) {
    StructType columns =
        FileColumns.of(row, format, values.text(PARTITION_BY_DATE_OF), partitionBy());
    if (format == OutputFormat.TEXT) {
      checkTextColumn(columns);
      return;
    }
    if (format == OutputFormat.CSV && columns.size() == 1 && columns.apply(0).nullable()) {
      problem(
          FORMAT,
          "a second column, because of format: csv",
          describe(columns, field -> true) + ", whose NULL would be a blank line that readers skip",
          "add a column, or choose another format");
    }
    if (format == OutputFormat.AVRO) {
      AvroSchemas.unwritable(columns)
          .ifPresent(
              found ->
                  problem(
                      FORMAT,
                      "columns that Avro can hold: names of letters, digits and underscores, maps"
                          + " with STRING keys",
                      found,
                      "rename or CAST the column, or choose another format"));
      return;
    }
    FileFormat implementation = format.implementation();
    String unfit = describe(columns, field -> !implementation.supportDataType(field.dataType()));
    if (!unfit.isEmpty()) {
      problem(
          FORMAT,
          "a format that can hold every column",
          format + ", which cannot hold " + unfit,
          "remove the column, or choose another format");
    }
  }

  private void checkTextColumn(StructType columns) {
    boolean fits = columns.size() == 1 && columns.apply(0).dataType().equals(DataTypes.StringType);
    if (!fits) {
      problem(
          FORMAT,
          "one STRING column besides those that name the folder, because of format: text",
          columns.isEmpty() ? "no column" : describe(columns, field -> true),
          "change the columns, name others in partition-by, or choose another format");
    }
  }

  private void checkPartitionColumn(String name, StructType row) {
    Optional<StructField> field = fields(row).filter(f -> f.name().equals(name)).findFirst();
    if (field.isPresent() && PARTITION_TYPES.contains(field.get().dataType())) {
      return;
    }
    String candidates = describe(row, f -> PARTITION_TYPES.contains(f.dataType()));
    problem(
        PARTITION_BY,
        "columns of type STRING, INT, BIGINT, DATE or BOOLEAN: " + candidates,
        "\""
            + name
            + "\", "
            + field.map(f -> "of type " + f.dataType().sql()).orElse("an unknown column"),
        "name some of these, or remove it");
  }

  private Optional<OutputFormat> format() {
    return values.find(FORMAT).map(OutputFormat.class::cast);
  }

  private List<String> partitionBy() {
    return values.find(PARTITION_BY).stream()
        .flatMap(names -> ((List<?>) names).stream())
        .map(String.class::cast)
        .toList();
  }

  private static String describe(StructType columns, Predicate<StructField> which) {
    return fields(columns)
        .filter(which)
        .map(field -> field.name() + " " + field.dataType().sql())
        .collect(Collectors.joining(", "));
  }

  private static Stream<StructField> fields(StructType columns) {
    return Arrays.stream(columns.fields());
  }

  private static String words(List<Compression> compressions) {
    return compressions.stream().map(Compression::toString).collect(Collectors.joining(", "));
  }

  private void problem(String path, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(path), wanted, found, remedy));
  }
}
