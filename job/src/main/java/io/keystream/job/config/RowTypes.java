package io.keystream.job.config;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of formats that declare none. */
public final class RowTypes {
  /** The columns that every row begins with: where its record came from. */
  public static final StructType POSITION =
      new StructType()
          .add("kafka_topic", DataTypes.StringType, false)
          .add("kafka_partition", DataTypes.IntegerType, false)
          .add("kafka_offset", DataTypes.LongType, false)
          .add("kafka_timestamp", DataTypes.TimestampType);

  /** The column of a record's key, which is there if asked for. */
  public static final String KEY_COLUMN = "kafka_key";

  /**
   * The column of a record's headers, which is there if asked for. As in Spark's own source: a name
   * may be there more than once.
   */
  public static final String HEADERS_COLUMN = "kafka_headers";

  /** The type of headers, also where they are not asked for: in dead letters. */
  public static final DataType HEADERS =
      DataTypes.createArrayType(
          new StructType()
              .add("key", DataTypes.StringType, false)
              .add("value", DataTypes.BinaryType),
          false);

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

  /**
   * The columns that stand before the parsed ones.
   *
   * @param key type of the column of the key, if there is to be one
   * @param headers whether there is to be a column of the headers
   */
  static StructType metadata(Optional<KeyType> key, boolean headers) {
    StructType columns = POSITION;
    if (key.isPresent()) {
      boolean text = key.get() == KeyType.STRING;
      columns = columns.add(KEY_COLUMN, text ? DataTypes.StringType : DataTypes.BinaryType);
    }
    return headers ? columns.add(HEADERS_COLUMN, HEADERS, false) : columns;
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
