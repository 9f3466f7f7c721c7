package io.keystream.job.config;

import io.keystream.job.sql.RowProjection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that a row and a reference have in common, and those that one gets from the other.
 */
final class ReferenceColumns {
  private ReferenceColumns() {}

  static RowProjection keys(List<String> texts, StructType row) {
    return RowProjection.of(texts, row, "a key of a reference");
  }

  /**
   * What is added to a row.
   *
   * @param texts what is asked for; nothing: all columns but the keys
   */
  static RowProjection added(List<String> texts, StructType reference, StructType keys) {
    List<String> wanted = texts.isEmpty() ? allBut(keys, reference) : texts;
    return RowProjection.of(wanted, reference, "a column of a reference");
  }

  /** The column of this name, in whatever case. */
  static Optional<StructField> find(String name, StructType columns) {
    return Arrays.stream(columns.fields())
        .filter(field -> field.name().equalsIgnoreCase(name))
        .findFirst();
  }

  private static List<String> allBut(StructType keys, StructType reference) {
    return Arrays.stream(reference.fieldNames())
        .filter(name -> find(name, keys).isEmpty())
        .map(name -> "`" + name.replace("`", "``") + "`")
        .toList();
  }
}
