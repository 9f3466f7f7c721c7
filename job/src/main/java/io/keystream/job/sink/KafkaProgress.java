package io.keystream.job.sink;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How far the shares of an output are: each has a consumer group that nobody consumes with, and in
 * it the sequence of the last entry as the offset of partition 0. A transaction that delivers an
 * entry commits this offset.
 */
final class KafkaProgress implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final KafkaSinkFactory config;
  private final String names;
  private final TopicPartition mark;
  private final Map<Integer, Consumer<byte[], byte[]>> readers = new HashMap<>();

  KafkaProgress(KafkaSinkFactory config, SinkContext context) {
    this.config = config;
    this.names = KafkaNames.prefix(context.pipeline(), context.output()) + context.pipelineId();
    this.mark = new TopicPartition(config.topic(), 0);
  }

  /** The transactional id of a share, and its group: no other pipeline has the same. */
  String name(int share) {
    return names + "." + share;
  }

  /** The group that a transaction of a share commits {@link #offset} in. */
  ConsumerGroupMetadata group(int share) {
    return new ConsumerGroupMetadata(name(share));
  }

  /** What a transaction commits with the rows of an entry. */
  Map<TopicPartition, OffsetAndMetadata> offset(long sequence) {
    return Map.of(mark, new OffsetAndMetadata(sequence));
  }

  /**
   * The sequence that stands there, or 0. Waits while a transaction is about to change it, which it
   * can be for a moment after it has ended. An admin client would leave such an offset out.
   */
  long read(int share) {
    OffsetAndMetadata found =
        readers.computeIfAbsent(share, this::reader).committed(Set.of(mark), TIMEOUT).get(mark);
    return found == null ? 0 : found.offset();
  }

  private Consumer<byte[], byte[]> reader(int share) {
    Map<String, Object> properties = new HashMap<>(config.client());
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, name(share));
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    readers.values().forEach(reader -> reader.close(Duration.ZERO));
    readers.clear();
  }
}
