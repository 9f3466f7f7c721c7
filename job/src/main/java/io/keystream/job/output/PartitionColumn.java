package io.keystream.job.output;

import io.keystream.job.config.FilesOutputConfig;
import java.io.Serializable;
import java.time.LocalDate;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Names the folder {@code column=value} of a row, as Spark and Hive name and read it. Remembers the
 * last value, because consecutive rows often have the same. Each task uses its own copy.
 */
final class PartitionColumn implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private enum Kind {
    TEXT,
    INT,
    LONG,
    BOOLEAN,
    DATE,
    DATE_OF_TIMESTAMP
  }

  private final String name;
  private final int ordinal;
  private final Kind kind;
  private final String nullFolder;
  private String lastFolder;
  private UTF8String lastText;
  private long lastNumber;

  private PartitionColumn(String name, int ordinal, Kind kind) {
    this.name = name;
    this.ordinal = ordinal;
    this.kind = kind;
    this.nullFolder = ExternalCatalogUtils.getPartitionPathString(name, null);
  }

  /**
   * A column as it is.
   *
   * @throws IllegalArgumentException if the row has no such column, or its type names no folder
   */
  static PartitionColumn of(StructType row, String name) {
    int ordinal = row.fieldIndex(name);
    return new PartitionColumn(name, ordinal, kind(row.apply(ordinal).dataType()));
  }

  /** The UTC day of a column of type TIMESTAMP. */
  static PartitionColumn dateOf(StructType row, String name) {
    return new PartitionColumn(
        FilesOutputConfig.DATE_COLUMN, row.fieldIndex(name), Kind.DATE_OF_TIMESTAMP);
  }

  /** The folder of a row; the same string as long as the value is the same. */
  String folder(InternalRow row) {
    if (row.isNullAt(ordinal)) {
      return nullFolder;
    }
    return kind == Kind.TEXT ? folder(row.getUTF8String(ordinal)) : folder(number(row));
  }

  private String folder(UTF8String text) {
    if (lastFolder == null || !text.equals(lastText)) {
      lastText = text.copy();
      lastFolder = named(text.toString());
    }
    return lastFolder;
  }

  private String folder(long number) {
    if (lastFolder == null || number != lastNumber) {
      lastNumber = number;
      lastFolder = named(written(number));
    }
    return lastFolder;
  }

  private long number(InternalRow row) {
    return switch (kind) {
      case INT, DATE -> row.getInt(ordinal);
      case LONG -> row.getLong(ordinal);
      case BOOLEAN -> row.getBoolean(ordinal) ? 1 : 0;
      case DATE_OF_TIMESTAMP -> Math.floorDiv(row.getLong(ordinal), MICROS_PER_DAY);
      case TEXT -> throw new IllegalStateException(name + " is a text");
    };
  }

  private String written(long number) {
    return switch (kind) {
      case DATE, DATE_OF_TIMESTAMP -> LocalDate.ofEpochDay(number).toString();
      case BOOLEAN -> String.valueOf(number == 1);
      default -> String.valueOf(number);
    };
  }

  private String named(String value) {
    // Spark leaves a zero byte as it is, which not every file system takes; it reads %00 as one.
    return ExternalCatalogUtils.getPartitionPathString(name, value).replace("\0", "%00");
  }

  private static Kind kind(DataType type) {
    if (type.equals(DataTypes.StringType)) {
      return Kind.TEXT;
    } else if (type.equals(DataTypes.IntegerType)) {
      return Kind.INT;
    } else if (type.equals(DataTypes.LongType)) {
      return Kind.LONG;
    } else if (type.equals(DataTypes.BooleanType)) {
      return Kind.BOOLEAN;
    } else if (type.equals(DataTypes.DateType)) {
      return Kind.DATE;
    }
    throw new IllegalArgumentException("A column of type " + type.sql() + " names no folder");
  }
}
