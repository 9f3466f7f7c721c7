package io.keystream.job.ledger;

import org.apache.kafka.common.TopicPartition;

/**
 * Records that were never read and that Kafka does not have any more.
 *
 * @param position the offset that was to be read next
 * @param resumed the offset with which reading went on; before {@code position} if the offsets
 *     began anew
 * @param reason one of the constants of this class
 */
public record LostRange(String topic, int partition, long position, long resumed, String reason) {
  /** Retention passed, or somebody deleted records: all from position to resumed are gone. */
  public static final String DELETED = "deleted";

  /** The topic was created anew: whatever the old one still held is gone. */
  public static final String RECREATED = "topic-recreated";

  /** The end lies before the position, as after an unclean election of a leader. */
  public static final String TRUNCATED = "truncated";

  /** Files are gone, or were written to, that had arrived and were not read. */
  public static final String FILES_CHANGED = "files-changed";

  /** A loss in one partition. */
  public static LostRange of(TopicPartition partition, long position, long resumed, String reason) {
    return new LostRange(partition.topic(), partition.partition(), position, resumed, reason);
  }

  /** The partition that lost records. */
  public TopicPartition topicPartition() {
    return new TopicPartition(topic, partition);
  }

  /** One phrase for people. */
  public String describe() {
    String gone =
        switch (reason) {
          case DELETED -> (resumed - position) + " offsets are deleted";
          case FILES_CHANGED -> "files are gone or changed that were not read";
          case RECREATED -> "the topic was created anew";
          default -> "the partition ends before that";
        };
    return topicPartition() + " at " + position + ": " + gone + ", it goes on at " + resumed;
  }
}
