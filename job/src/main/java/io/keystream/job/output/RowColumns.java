package io.keystream.job.output;

import io.keystream.job.config.RowTypes;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of a dead letter. */
final class RowColumns {
  static final StructType DEAD_LETTER =
      RowTypes.records(
          new StructType()
              .add("reason", DataTypes.StringType, false)
              .add("rule", DataTypes.StringType, true)
              .add("key", DataTypes.BinaryType, true)
              .add("raw", DataTypes.BinaryType, true)
              .add("headers", RowTypes.HEADERS, false));

  private RowColumns() {}
}
