package io.keystream.job.sink;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Kafka records as rows: one column for each part. */
public final class KafkaRecords {
  public static final int TOPIC = 0;
  public static final int KEY = 1;
  public static final int VALUE = 2;
  public static final int HEADERS = 3;
  public static final int PARTITION = 4;
  public static final int TIMESTAMP = 5;

  /** Only the topic and the headers' names are never NULL. */
  public static final StructType COLUMNS =
      new StructType()
          .add("topic", DataTypes.StringType)
          .add("key", DataTypes.BinaryType)
          .add("value", DataTypes.BinaryType)
          .add("headers", DataTypes.createMapType(DataTypes.StringType, DataTypes.BinaryType))
          .add("partition", DataTypes.IntegerType)
          .add("timestamp", DataTypes.TimestampType);

  private KafkaRecords() {}

  /** The number of partitions of a topic. */
  @FunctionalInterface
  interface Partitions {
    int of(String topic);
  }

  static ProducerRecord<byte[], byte[]> of(Row row, Partitions partitions) {
    String topic = row.getString(TOPIC);
    Integer partition =
        row.isNullAt(PARTITION) ? null : Math.floorMod(row.getInt(PARTITION), partitions.of(topic));
    Long timestamp = row.isNullAt(TIMESTAMP) ? null : row.<Instant>getAs(TIMESTAMP).toEpochMilli();
    return new ProducerRecord<>(
        topic, partition, timestamp, row.getAs(KEY), row.getAs(VALUE), headers(row));
  }

  /** A header without a value is left out. */
  private static List<Header> headers(Row row) {
    List<Header> headers = new ArrayList<>();
    if (!row.isNullAt(HEADERS)) {
      Map<String, byte[]> values = row.getJavaMap(HEADERS);
      values.forEach(
          (name, value) -> {
            if (value != null) {
              headers.add(new RecordHeader(name, value));
            }
          });
    }
    return headers;
  }
}
