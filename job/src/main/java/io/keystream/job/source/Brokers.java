package io.keystream.job.source;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * What the driver asks the brokers. A question waits a few seconds for its answer, and then throws
 * a {@link org.apache.kafka.common.KafkaException}.
 */
interface Brokers extends AutoCloseable {

  /** Every topic that the principal may see, without Kafka's own. */
  Collection<String> topicNames();

  /** The topics of these names, each of which has to exist. */
  Collection<TopicDescription> describe(Collection<String> topics);

  /** The first and next offset of each partition whose leader answers, if any does. */
  Map<TopicPartition, OffsetBounds> bounds(Set<TopicPartition> partitions);

  /**
   * For each partition the offset of the first record that was produced at or after a time; none
   * for a partition without such a record.
   */
  Map<TopicPartition, Long> offsetsSince(Set<TopicPartition> partitions, Instant time);

  @Override
  void close();
}
