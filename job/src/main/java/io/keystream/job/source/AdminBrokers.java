package io.keystream.job.source;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Asks real brokers. */
final class AdminBrokers implements Brokers {
  private static final int PATIENCE_MILLIS = 5_000;

  private final AdminConnection connection;

  AdminBrokers(AdminConnection connection) {
    this.connection = connection;
  }

  @Override
  public Collection<String> topicNames() {
    ListTopicsOptions options = new ListTopicsOptions().timeoutMs(PATIENCE_MILLIS);
    return answer(connection.admin().listTopics(options).names());
  }

  @Override
  public Collection<TopicDescription> describe(Collection<String> topics) {
    DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs(PATIENCE_MILLIS);
    return answer(connection.admin().describeTopics(topics, options).allTopicNames()).values();
  }

  @Override
  public Map<TopicPartition, OffsetBounds> bounds(Set<TopicPartition> partitions) {
    ListOffsetsResult first = list(partitions, OffsetSpec.earliest());
    ListOffsetsResult next = list(partitions, OffsetSpec.latest());
    Map<TopicPartition, OffsetBounds> bounds = new HashMap<>();
    KafkaException silent = null;
    for (TopicPartition partition : partitions) {
      try {
        long begin = answer(first.partitionResult(partition)).offset();
        long end = answer(next.partitionResult(partition)).offset();
        bounds.put(partition, new OffsetBounds(begin, end));
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        silent = e; // The leaders of other partitions may answer.
      }
    }
    if (bounds.isEmpty() && silent != null) {
      throw silent;
    }
    return bounds;
  }

  @Override
  public Map<TopicPartition, Long> offsetsSince(Set<TopicPartition> partitions, Instant time) {
    ListOffsetsResult since = list(partitions, OffsetSpec.forTimestamp(time.toEpochMilli()));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long offset = answer(since.partitionResult(partition)).offset();
      if (offset >= 0) {
        offsets.put(partition, offset);
      }
    }
    return offsets;
  }

  private ListOffsetsResult list(Set<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
    partitions.forEach(partition -> specs.put(partition, spec));
    ListOffsetsOptions options =
        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(PATIENCE_MILLIS);
    return connection.admin().listOffsets(specs, options);
  }

  @Override
  public void close() {
    connection.close();
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
  }
}
