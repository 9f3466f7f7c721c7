package io.keystream.job.config;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One directive of a {@link LogFormat}.
 *
 * @param before the text that stands before it
 * @param column name of its column
 * @param kind what it writes
 */
public record LogField(String before, String column, Kind kind) {

  /** What a directive writes. */
  public enum Kind {
    /** A text that is there. */
    TEXT,
    /** A text, or {@code -} for null. */
    OPTIONAL_TEXT,
    /** A text that may be empty. */
    QUERY,
    /** A time as {@code %t} writes it; the brackets belong to the texts before and after. */
    TIME,
    /** A request line, which is also taken apart into method, path and protocol. */
    REQUEST,
    /** A status of three digits. */
    STATUS,
    /** A whole number from 0, or {@code -} for null. */
    COUNT
  }

  /** {@code columns} and those of this directive. */
  StructType addTo(StructType columns) {
    return switch (kind) {
      case TEXT, QUERY -> columns.add(column, DataTypes.StringType, false);
      case OPTIONAL_TEXT -> columns.add(column, DataTypes.StringType);
      case TIME -> columns.add(column, DataTypes.TimestampType, false);
      case REQUEST ->
          columns
              .add(column, DataTypes.StringType, false)
              .add("method", DataTypes.StringType)
              .add("path", DataTypes.StringType)
              .add("protocol", DataTypes.StringType);
      case STATUS -> columns.add(column, DataTypes.IntegerType, false);
      case COUNT -> columns.add(column, DataTypes.LongType);
    };
  }
}
