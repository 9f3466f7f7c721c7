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

  /** The same with what another one has, such as records that have since been deleted. */
  public TopicContent and(TopicContent other) {
    Map<RecordId, Digest> both = new HashMap<>(values);
    both.putAll(other.values);
    return new TopicContent(both);
  }

  /** The same under another name, as {@link RecordId#in} makes it. */
  public TopicContent in(String source) {
    Map<RecordId, Digest> named = new HashMap<>();
    values.forEach((id, digest) -> named.put(id.in(source), digest));
    return new TopicContent(named);
  }

  /** Number of records. */
  public long size() {
    return values.size();
  }
}
