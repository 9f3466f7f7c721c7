package io.keystream.job.config;

import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns that each format's rows have. */
public final class RowTypes {
  /** Where a record came from: the first columns of every row. */
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

  private RowTypes() {}

  /** The columns of both, in this order. */
  public static StructType append(StructType first, StructType second) {
    StructType all = first;
    for (var field : second.fields()) {
      all = all.add(field);
    }
    return all;
  }

  static StructType of(ParseFormat format, Optional<String> ddl) {
    return switch (format) {
      case ACCESS_LOG -> ACCESS_LOG;
      case JSON ->
          StructType.fromDDL(
              ddl.orElseThrow(() -> new IllegalArgumentException("format json needs a schema")));
    };
  }
}
