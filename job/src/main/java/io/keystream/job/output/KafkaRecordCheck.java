package io.keystream.job.output;

import io.keystream.job.sink.KafkaRecords;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;

/**
 * Finds records that Kafka would refuse.
 *
 * @param topics where records may go
 * @param maxBytes size of the largest
 */
record KafkaRecordCheck(Set<String> topics, int maxBytes) implements RowCheck {
  private static final long serialVersionUID = 1L;

  /** What Kafka adds to a header: the lengths of its name and value. */
  private static final int HEADER_BYTES = 10;

  @Override
  public String problemOf(InternalRow row) {
    String topic = row.getUTF8String(KafkaRecords.TOPIC).toString();
    if (!topics.contains(topic)) {
      return "topic \"" + topic + "\", wanted one of topic and other-topics";
    }
    boolean before1970 =
        !row.isNullAt(KafkaRecords.TIMESTAMP) && row.getLong(KafkaRecords.TIMESTAMP) < 0;
    if (before1970) {
      return "timestamp before 1970, which a Kafka record cannot have";
    }
    long bytes =
        length(row, KafkaRecords.KEY) + length(row, KafkaRecords.VALUE) + headersLength(row);
    return bytes > maxBytes
        ? "record of " + bytes + " bytes, at most " + maxBytes + " because of max-record-bytes"
        : null;
  }

  private static long length(InternalRow row, int ordinal) {
    return row.isNullAt(ordinal) ? 0 : row.getBinary(ordinal).length;
  }

  private static long headersLength(InternalRow row) {
    if (row.isNullAt(KafkaRecords.HEADERS)) {
      return 0;
    }
    MapData headers = row.getMap(KafkaRecords.HEADERS);
    ArrayData names = headers.keyArray();
    ArrayData values = headers.valueArray();
    long bytes = 0;
    for (int i = 0; i < headers.numElements(); i++) {
      bytes += HEADER_BYTES + names.getUTF8String(i).numBytes();
      bytes += values.isNullAt(i) ? 0 : values.getBinary(i).length;
    }
    return bytes;
  }
}
