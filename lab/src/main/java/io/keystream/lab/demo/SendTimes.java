package io.keystream.lab.demo;

import io.keystream.lab.audit.RecordId;
import io.keystream.lab.client.KafkaSession;
import java.util.HashMap;
import java.util.Map;

/** When the records of a topic were sent. */
final class SendTimes {
  private SendTimes() {}

  /** The timestamp of every record, in milliseconds since 1970. */
  static Map<RecordId, Long> read(KafkaSession kafka, String topic) {
    Map<RecordId, Long> times = new HashMap<>();
    kafka.forEachCommitted(topic, record -> times.put(RecordId.of(record), record.timestamp()));
    return times;
  }
}
