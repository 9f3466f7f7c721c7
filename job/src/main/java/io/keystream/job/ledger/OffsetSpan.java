package io.keystream.job.ledger;

import java.io.Serializable;
import org.apache.kafka.common.TopicPartition;

/**
 * Offsets {@code [from, until)} of one Kafka partition that a batch has dealt with.
 *
 * @param from first offset, inclusive
 * @param until position after the batch, exclusive; equal to {@code from} where nothing moved
 */
public record OffsetSpan(String topic, int partition, long from, long until)
    implements Serializable {

  public OffsetSpan {
    if (from < 0 || until < from) {
      throw new IllegalArgumentException(
          "Offsets of " + topic + "-" + partition + " run backwards: " + from + " to " + until);
    }
  }

  /** Number of offsets, which is at least the number of records. */
  public long count() {
    return until - from;
  }

  /** The first of the offsets, as many as there are up to {@code count}. */
  public OffsetSpan first(long count) {
    return new OffsetSpan(topic, partition, from, Math.min(until, from + count));
  }

  /** The partition the offsets are of. */
  public TopicPartition topicPartition() {
    return new TopicPartition(topic, partition);
  }
}
