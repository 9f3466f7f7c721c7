package io.keystream.job.output;

import io.keystream.job.config.RowTypes;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns that stand before the parsed ones: where a record came from. */
final class RowColumns {
  static final StructType POSITION = RowTypes.POSITION;

  static final StructType DEAD_LETTER =
      append(
          POSITION,
          new StructType()
              .add("reason", DataTypes.StringType, false)
              .add("key", DataTypes.BinaryType, true)
              .add("raw", DataTypes.BinaryType, true));

  private RowColumns() {}

  static StructType append(StructType first, StructType second) {
    return RowTypes.append(first, second);
  }
}
