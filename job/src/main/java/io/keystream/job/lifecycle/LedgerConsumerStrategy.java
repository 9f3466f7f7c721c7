package io.keystream.job.lifecycle;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.streaming.kafka010.ConsumerStrategy;

/**
 * Gives the stream a consumer that stands where the ledger ends. It holds nothing itself, so that a
 * checkpoint keeps neither client properties nor positions that could be out of date.
 */
final class LedgerConsumerStrategy extends ConsumerStrategy<byte[], byte[]>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Not used: every batch makes its own RDD with the properties of the running pipeline. */
  @Override
  public Map<String, Object> executorKafkaParams() {
    return Map.of("group.id", "unused");
  }

  @Override
  public Consumer<byte[], byte[]> onStart(Map<TopicPartition, Long> checkpointed) {
    try {
      return RunningPipeline.current().openConsumer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
