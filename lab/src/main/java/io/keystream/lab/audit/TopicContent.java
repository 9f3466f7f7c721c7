package io.keystream.lab.audit;

import io.keystream.lab.client.KafkaSession;
import java.util.HashMap;
import java.util.Map;

/**
 * All records of a topic.
 *
 * @param values digests of the values by position
 */
public record TopicContent(Map<RecordId, Digest> values) {

  /** Reads a topic from its beginning to what is its end now. */
  public static TopicContent read(KafkaSession kafka, String topic) {
    Map<RecordId, Digest> values = new HashMap<>();
    kafka.forEachCommitted(
        topic, record -> values.put(RecordId.of(record), Digest.of(record.value())));
    return new TopicContent(values);
  }

  /** Number of records. */
  public long size() {
    return values.size();
  }
}
