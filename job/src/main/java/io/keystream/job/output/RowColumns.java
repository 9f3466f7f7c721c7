package io.keystream.job.output;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns that stand before the parsed ones: where a record came from. */
final class RowColumns {
  static final StructType POSITION =
      new StructType()
          .add("kafka_topic", DataTypes.StringType, false)
          .add("kafka_partition", DataTypes.IntegerType, false)
          .add("kafka_offset", DataTypes.LongType, false)
          .add("kafka_timestamp", DataTypes.TimestampType, false);

  static final StructType DEAD_LETTER =
      append(
          POSITION,
          new StructType()
              .add("reason", DataTypes.StringType, false)
              .add("key", DataTypes.BinaryType, true)
              .add("raw", DataTypes.BinaryType, true));

  private RowColumns() {}

  static StructType append(StructType first, StructType second) {
    StructType all = first;
    for (var field : second.fields()) {
      all = all.add(field);
    }
    return all;
  }
}
