package io.keystream.job.record;

import io.keystream.job.config.KeyType;
import io.keystream.job.config.MetadataConfig;
import java.io.Serializable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads what a record has besides its value: position, and key and headers if asked for. */
public final class RecordMetadata implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int KEY = 4;

  private final StructType schema;
  private final KeyType key;
  private final boolean headers;

  /** Reads what is configured. */
  public RecordMetadata(MetadataConfig config) {
    this.schema = config.columns();
    this.key = config.key().orElse(null);
    this.headers = config.headers();
  }

  /** The columns it fills. */
  public StructType schema() {
    return schema;
  }

  /**
   * Fills a row of {@link #schema()}.
   *
   * @return null if the row is complete; else why the record is a dead letter, and the row has its
   *     position
   */
  public String fill(ConsumerRecord<byte[], byte[]> found, GenericInternalRow row) {
    row.update(0, UTF8String.fromString(found.topic()));
    row.update(1, found.partition());
    row.update(2, found.offset());
    row.update(3, found.timestamp() < 0 ? null : (Object) (found.timestamp() * 1_000));
    if (headers) {
      row.update(schema.size() - 1, headers(found.headers()));
    }
    return key == null ? null : fillKey(found.key(), row);
  }

  private String fillKey(byte[] bytes, GenericInternalRow row) {
    if (bytes == null || key == KeyType.BINARY) {
      row.update(KEY, bytes);
      return null;
    }
    int invalid = Utf8.firstInvalid(bytes, 0, bytes.length);
    row.update(KEY, UTF8String.fromBytes(bytes));
    return invalid < 0 ? null : "key: " + Reasons.notUtf8(invalid);
  }

  /** A value of {@link io.keystream.job.config.RowTypes#HEADERS}. */
  public static GenericArrayData headers(Headers all) {
    Header[] found = all.toArray();
    Object[] structs = new InternalRow[found.length];
    for (int i = 0; i < found.length; i++) {
      structs[i] =
          new GenericInternalRow(
              new Object[] {UTF8String.fromString(found[i].key()), found[i].value()});
    }
    return new GenericArrayData(structs);
  }
}
