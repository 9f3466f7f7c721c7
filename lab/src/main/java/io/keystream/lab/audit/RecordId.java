package io.keystream.lab.audit;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The position that tells one record from every other. */
public record RecordId(String topic, int partition, long offset) {

  /** Where a record stands. */
  public static RecordId of(ConsumerRecord<?, ?> record) {
    return new RecordId(record.topic(), record.partition(), record.offset());
  }

  /** The position that {@link #toString} shows. */
  public static RecordId parse(String text) {
    int at = text.lastIndexOf('@');
    int dash = text.lastIndexOf('-', at);
    return new RecordId(
        text.substring(0, dash),
        Integer.parseInt(text.substring(dash + 1, at)),
        Long.parseLong(text.substring(at + 1)));
  }

  /** The same, as a pipeline calls it whose source has this name. */
  public RecordId in(String source) {
    return new RecordId(source + "/" + topic, partition, offset);
  }

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
