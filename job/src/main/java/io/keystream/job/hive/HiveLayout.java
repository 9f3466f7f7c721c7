package io.keystream.job.hive;

import io.keystream.job.config.FilesOutputConfig;
import io.keystream.job.config.OutputFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.avro.SchemaConverters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a table of Hive over the files of an output looks like.
 *
 * @param inFiles columns that stand in the files
 * @param inFolders columns that stand in the names of the folders
 */
public record HiveLayout(OutputFormat format, StructType inFiles, StructType inFolders) {

  /**
   * The layout of configured files.
   *
   * @param row all columns of the rows
   */
  public static HiveLayout of(StructType row, FilesOutputConfig files) {
    return new HiveLayout(files.format(), files.fileColumns(row), files.folderColumns(row));
  }

  /** Why Hive cannot read it, a line for each reason. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    HiveTypes types = new HiveTypes(format);
    for (StructField field : all()) {
      String name = field.name();
      if (!HiveTypes.isName(name)) {
        problems.add("the name \"" + name + "\", which has more than letters, digits and _");
      }
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        problems.add(name + " again, which is the same to Hive whatever its case");
      }
    }
    for (StructField field : inFiles.fields()) {
      if (types.inFile(field.dataType()).isEmpty()) {
        problems.add(
            field.name() + " " + field.dataType().sql() + ", which Hive cannot read in " + format);
      }
    }
    return problems;
  }

  /** What somebody who queries the table should know, a line for each thing. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (format == OutputFormat.CSV) {
      notes.add("Hive reads every column of CSV as a string, and NULL as an empty one: CAST it.");
      notes.add("A value with a line break becomes two rows: choose another format for such.");
    }
    if (format == OutputFormat.TEXT) {
      notes.add("A line \\N is NULL.");
    }
    if (format == OutputFormat.JSON) {
      notes.add("For Hive 2: SERDE '" + HiveFormat.of(format).serdes().get(1) + "'.");
    }
    if (format == OutputFormat.PARQUET && hasTimes()) {
      notes.add("Apache Hive reads TIMESTAMP in these files from version 4.0 on; ORC in any.");
    }
    notes.addAll(otherTypes());
    notes.addAll(namesInFiles());
    return notes;
  }

  /** Columns in the files; what has no type is left out. */
  List<HiveColumn> fileColumns() {
    HiveTypes types = new HiveTypes(format);
    return Arrays.stream(inFiles.fields())
        .flatMap(field -> types.inFile(field.dataType()).map(type -> column(field, type)).stream())
        .toList();
  }

  /** Columns in the names of the folders. */
  List<HiveColumn> folderColumns() {
    return Arrays.stream(inFolders.fields())
        .map(field -> column(field, HiveTypes.inFolder(field.dataType())))
        .toList();
  }

  /** The schema in Avro files, without which Hive would make up its own. */
  Optional<String> avroSchema() {
    return format == OutputFormat.AVRO
        ? Optional.of(SchemaConverters.toAvroType(inFiles, false, "topLevelRecord", "").toString())
        : Optional.empty();
  }

  private List<String> otherTypes() {
    if (format == OutputFormat.CSV) {
      return List.of();
    }
    HiveTypes types = new HiveTypes(format);
    HiveTypes natural = new HiveTypes(OutputFormat.PARQUET);
    List<String> notes = new ArrayList<>();
    for (StructField field : inFiles.fields()) {
      DataType type = field.dataType();
      types
          .inFile(type)
          .filter(other -> !natural.inFile(type).equals(Optional.of(other)))
          .ifPresent(other -> notes.add(is(field, other) + form(type)));
    }
    for (StructField field : inFolders.fields()) {
      String type = HiveTypes.inFolder(field.dataType());
      if (!natural.inFile(field.dataType()).equals(Optional.of(type))) {
        notes.add(is(field, type) + " in the name of a folder: 'true', 'false'");
      }
    }
    return notes;
  }

  private static String is(StructField field, String type) {
    return field.name() + " " + field.dataType().sql() + " is " + type;
  }

  private String form(DataType type) {
    if (type.typeName().startsWith("timestamp")) {
      return format == OutputFormat.AVRO
          ? ": microseconds since 1970, in UTC"
          : ": such as 2026-01-31T10:15:30.000000Z";
    }
    return type.typeName().equals("binary") ? ": Base64" : "";
  }

  /** Hive knows lower case only, and looks so into files of these formats. */
  private List<String> namesInFiles() {
    if (format != OutputFormat.ORC && format != OutputFormat.AVRO) {
      return List.of();
    }
    String upper =
        Arrays.stream(inFiles.fieldNames())
            .filter(name -> !name.equals(name.toLowerCase(Locale.ROOT)))
            .collect(Collectors.joining(", "));
    return upper.isEmpty()
        ? List.of()
        : List.of(
            "Hive may not find columns with capitals in " + format + ": rename " + upper + ".");
  }

  private boolean hasTimes() {
    return Arrays.stream(inFiles.fields())
        .map(StructField::dataType)
        .map(DataType::sql)
        .anyMatch(sql -> sql.contains("TIMESTAMP"));
  }

  private List<StructField> all() {
    List<StructField> all = new ArrayList<>(Arrays.asList(inFiles.fields()));
    all.addAll(Arrays.asList(inFolders.fields()));
    return all;
  }

  private static HiveColumn column(StructField field, String type) {
    scala.Option<String> comment = field.getComment();
    return new HiveColumn(
        field.name(), type, comment.isEmpty() ? Optional.empty() : Optional.of(comment.get()));
  }
}
