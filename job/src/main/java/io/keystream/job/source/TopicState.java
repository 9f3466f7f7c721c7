package io.keystream.job.source;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What the brokers say of the topics of a pipeline at one moment.
 *
 * @param ids the id of each topic, which is another one when it is created anew
 * @param bounds what each partition holds that has a leader
 */
public record TopicState(Map<String, String> ids, Map<TopicPartition, OffsetBounds> bounds) {
  /** What is known while the brokers do not answer. */
  public static final TopicState UNKNOWN = new TopicState(Map.of(), Map.of());

  public TopicState {
    ids = Map.copyOf(ids);
    bounds = Map.copyOf(bounds);
  }
}
