package io.keystream.job.config;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Which columns of a row stand in its file; the others are in the name of its folder. */
final class FileColumns {
  private FileColumns() {}

  /**
   * The columns in the file.
   *
   * <p>{@link OutputFormat#TEXT} has room for one column only. So that there can be folders all the
   * same, it does without the position and without the column whose day names the folder.
   */
  static StructType of(
      StructType row,
      OutputFormat format,
      Optional<String> partitionByDateOf,
      List<String> partitionBy) {
    Set<String> left = new HashSet<>(partitionBy);
    if (format == OutputFormat.TEXT) {
      left.addAll(List.of(RowTypes.POSITION.fieldNames()));
      partitionByDateOf.ifPresent(left::add);
    }
    return new StructType(
        Arrays.stream(row.fields())
            .filter(field -> !left.contains(field.name()))
            .toArray(StructField[]::new));
  }

  /** The columns in the names of the folders, those that the row has. */
  static StructType inFolders(
      StructType row, Optional<String> partitionByDateOf, List<String> partitionBy) {
    StructType columns = new StructType();
    if (partitionByDateOf.isPresent()) {
      columns = columns.add(FilesOutputConfig.DATE_COLUMN, DataTypes.DateType);
    }
    List<String> present = List.of(row.fieldNames());
    for (String name : partitionBy) {
      columns = present.contains(name) ? columns.add(row.apply(name)) : columns;
    }
    return columns;
  }
}
