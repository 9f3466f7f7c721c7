package io.keystream.job.sink;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the shares of an output are: each has a consumer group that nobody consumes with, and in
 * it the sequence of the last entry as the offset of partition 0. A transaction that delivers an
 * entry commits this offset.
 */
final class KafkaProgress implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final Admin admin;
  private final String names;
  private final TopicPartition mark;

  KafkaProgress(KafkaSinkFactory config, SinkContext context) {
    this.admin = Admin.create(new HashMap<>(config.client()));
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
   * The sequence that stands there, or 0. Waits for a transaction that is about to change it.
   *
   * <p>Whatever the topic: an entry that was delivered before {@code topic} was changed is not
   * delivered again.
   */
  long read(int share) throws ExecutionException, InterruptedException {
    String group = name(share);
    ListConsumerGroupOffsetsOptions options =
        new ListConsumerGroupOffsetsOptions().requireStable(true).timeoutMs(TIMEOUT_MILLIS);
    return admin
        .listConsumerGroupOffsets(group, options)
        .partitionsToOffsetAndMetadata(group)
        .get()
        .values()
        .stream()
        .filter(Objects::nonNull)
        .mapToLong(OffsetAndMetadata::offset)
        .max()
        .orElse(0);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
