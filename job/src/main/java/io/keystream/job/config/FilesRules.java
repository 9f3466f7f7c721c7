package io.keystream.job.config;

import io.keystream.job.hive.HiveLayout;
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
  private static final Set<DataType> PARTITION_TYPES =
      Set.of(
          DataTypes.StringType,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.DateType,
          DataTypes.BooleanType);

  private final Values values;
  private final List<Problem> problems;
  private final String formatKey;
  private final String compressionKey;
  private final String headerKey;
  private final String partitionByKey;
  private final String partitionByDateOfKey;
  private final String hiveKey;

  /** The rules for the files of one section. */
  FilesRules(Values values, List<Problem> problems, String section) {
    this.values = values;
    this.problems = problems;
    this.formatKey = section + ".format";
    this.compressionKey = section + ".compression";
    this.headerKey = section + ".header";
    this.partitionByKey = section + ".partition-by";
    this.partitionByDateOfKey = section + ".partition-by-date-of";
    this.hiveKey = section + ".hive";
  }

  /** Checks what does not depend on the columns. */
  void check() {
    format().ifPresent(this::checkCompression);
    format().ifPresent(this::checkHeader);
    checkHive();
  }

  /**
   * Checks that the columns can be written.
   *
   * @param row all columns of the rows, those of the position included
   */
  void checkColumns(StructType row) {
    checkDate(row);
    format().ifPresent(format -> checkFileColumns(format, row));
    for (String name : partitionBy()) {
      checkPartitionColumn(name, row);
    }
    if (values.hasSection(hiveKey)) {
      format().ifPresent(format -> checkHiveColumns(format, row));
    }
  }

  private void checkHive() {
    if (values.hasSection(hiveKey)
        && values.find(partitionByDateOfKey).isEmpty()
        && values.find(partitionByKey).isEmpty()) {
      problem(
          hiveKey,
          "partition-by-date-of or partition-by beside it: only partitions are registered",
          "neither",
          "add one of them; a table without partitions finds new files by itself");
    }
  }

  private void checkHiveColumns(OutputFormat format, StructType row) {
    Optional<String> date = values.text(partitionByDateOfKey);
    HiveLayout layout =
        new HiveLayout(
            format,
            FileColumns.of(row, format, date, partitionBy()),
            FileColumns.inFolders(row, date, partitionBy()));
    for (String unfit : layout.problems()) {
      problem(
          hiveKey,
          "columns that Hive can read",
          unfit,
          "rename or CAST the column, choose another format, or remove the section");
    }
  }

  private void checkCompression(OutputFormat format) {
    Optional<Object> compression = values.find(compressionKey);
    if (compression.isPresent() && !format.compressions().contains(compression.get())) {
      problem(
          compressionKey,
          "one of " + words(format.compressions()) + ", because of format: " + format,
          "\"" + compression.get() + "\"",
          "name one of these, or remove the key");
    }
  }

  private void checkHeader(OutputFormat format) {
    if (values.is(headerKey, true) && format != OutputFormat.CSV) {
      problem(
          headerKey,
          "no header with format: " + format,
          "true",
          "remove the key, or set format: csv");
    }
  }

  private void checkFileColumns(OutputFormat format, StructType row) {
    StructType columns =
        FileColumns.of(row, format, values.text(partitionByDateOfKey), partitionBy());
    if (format == OutputFormat.TEXT) {
      checkTextColumn(columns);
      return;
    }
    if (format == OutputFormat.CSV && columns.size() == 1 && columns.apply(0).nullable()) {
      problem(
          formatKey,
          "a second column, because of format: csv",
          describe(columns, field -> true) + ", whose NULL would be a blank line that readers skip",
          "add a column, or choose another format");
    }
    if (format == OutputFormat.AVRO) {
      AvroSchemas.unwritable(columns)
          .ifPresent(
              found ->
                  problem(
                      formatKey,
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
          formatKey,
          "a format that can hold every column",
          format + ", which cannot hold " + unfit,
          "remove the column, or choose another format");
    }
  }

  private void checkTextColumn(StructType columns) {
    boolean fits = columns.size() == 1 && columns.apply(0).dataType().equals(DataTypes.StringType);
    if (!fits) {
      problem(
          formatKey,
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
        partitionByKey,
        "columns of type STRING, INT, BIGINT, DATE or BOOLEAN: " + candidates,
        "\""
            + name
            + "\", "
            + field.map(f -> "of type " + f.dataType().sql()).orElse("an unknown column"),
        "name some of these, or remove it");
  }

  private void checkDate(StructType row) {
    Optional<String> name = values.text(partitionByDateOfKey);
    if (name.isEmpty()) {
      return;
    }
    Optional<StructField> field = fields(row).filter(f -> f.name().equals(name.get())).findFirst();
    if (field.isEmpty() || !field.get().dataType().equals(DataTypes.TimestampType)) {
      String candidates =
          fields(row)
              .filter(f -> f.dataType().equals(DataTypes.TimestampType))
              .map(StructField::name)
              .collect(Collectors.joining(", "));
      problem(
          partitionByDateOfKey,
          candidates.isEmpty()
              ? "a TIMESTAMP column; there is none"
              : "a TIMESTAMP column: " + candidates,
          "\""
              + name.get()
              + "\", "
              + field.map(f -> "of type " + f.dataType().sql()).orElse("an unknown column"),
          candidates.isEmpty() ? "remove the key" : "name one of these, or remove the key");
    }
    if (fields(row).anyMatch(f -> f.name().equalsIgnoreCase(FilesOutputConfig.DATE_COLUMN))) {
      problem(
          partitionByDateOfKey,
          "no column date, because folders are called date=",
          "a column date",
          "rename the column, or remove the key");
    }
  }

  private Optional<OutputFormat> format() {
    return values.find(formatKey).map(OutputFormat.class::cast);
  }

  private List<String> partitionBy() {
    return values.find(partitionByKey).stream()
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
