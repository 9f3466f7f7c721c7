package io.keystream.job.source;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.api.java.function.Function;

/** Gives records the topic under which the ledger knows it. */
final class RenameTopic
    implements Function<ConsumerRecord<byte[], byte[]>, ConsumerRecord<byte[], byte[]>> {
  private static final long serialVersionUID = 1L;

  private final String prefix;
  private transient String topic;
  private transient String renamed;

  /**
   * @param prefix what is put before the topic
   */
  RenameTopic(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public ConsumerRecord<byte[], byte[]> call(ConsumerRecord<byte[], byte[]> found) {
    if (!found.topic().equals(topic)) {
      topic = found.topic();
      renamed = prefix + topic;
    }
    return new ConsumerRecord<>(
        renamed,
        found.partition(),
        found.offset(),
        found.timestamp(),
        found.timestampType(),
        found.serializedKeySize(),
        found.serializedValueSize(),
        found.key(),
        found.value(),
        found.headers(),
        found.leaderEpoch());
  }
}
