package io.keystream.job.config;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of formats that declare none. */
public final class RowTypes {
  /** The columns that stand before the parsed ones: where a record came from. */
  public static final StructType POSITION =
      new StructType()
          .add("kafka_topic", DataTypes.StringType, false)
          .add("kafka_partition", DataTypes.IntegerType, false)
          .add("kafka_offset", DataTypes.LongType, false)
          .add("kafka_timestamp", DataTypes.TimestampType, false);

  /** Columns of an access log line. */
  public static final StructType ACCESS_LOG =
      new StructType()
          .add("remote_host", DataTypes.StringType, false)
          .add("ident", DataTypes.StringType)
          .add("remote_user", DataTypes.StringType)
          .add("time", DataTypes.TimestampType, false)
          .add("request", DataTypes.StringType, false)
          .add("method", DataTypes.StringType)
          .add("path", DataTypes.StringType)
          .add("protocol", DataTypes.StringType)
          .add("status", DataTypes.IntegerType, false)
          .add("bytes", DataTypes.LongType)
          .add("referer", DataTypes.StringType)
          .add("user_agent", DataTypes.StringType);

  /** The column of a value that is not looked into. */
  public static final StructType RAW = new StructType().add("value", DataTypes.BinaryType, false);

  private RowTypes() {}

  /** Columns of type STRING. */
  static StructType texts(List<String> names) {
    StructType columns = new StructType();
    for (String name : names) {
      columns = columns.add(name, DataTypes.StringType);
    }
    return columns;
  }

  /** The columns of a record's row: where it came from, and what was parsed. */
  public static StructType records(StructType parsed) {
    return append(POSITION, parsed);
  }

  /** The columns of both, in this order. */
  public static StructType append(StructType first, StructType second) {
    StructType all = first;
    for (StructField field : second.fields()) {
      all = all.add(field);
    }
    return all;
  }
}
