package io.keystream.job.source;

import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.job.config.StartPosition;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.streaming.kafka010.KafkaUtils;
import org.apache.spark.streaming.kafka010.LocationStrategies;
import org.apache.spark.streaming.kafka010.OffsetRange;

/** The topics of a pipeline: where to begin, and the records of a range of offsets. */
public final class KafkaSource {
  private final KafkaSourceConfig config;

  public KafkaSource(KafkaSourceConfig config) {
    this.config = config;
  }

  /**
   * Opens the driver's consumer with all partitions assigned. It is assigned, not subscribed, so
   * that no other member of the group can take partitions away.
   */
  public Consumer<byte[], byte[]> openConsumer() {
    Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(KafkaClients.consumer(config));
    try {
      consumer.assign(partitions(consumer));
      return consumer;
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /**
   * The position of each assigned partition: what is known, and for the others where to begin. A
   * partition that is new to a pipeline already under way begins at its beginning.
   *
   * @throws DataLossException if Kafka no longer has a known position
   */
  public List<OffsetSpan> startingPositions(Consumer<?, ?> consumer, Positions known) {
    Map<TopicPartition, Long> earliest = consumer.beginningOffsets(consumer.assignment());
    Map<TopicPartition, Long> latest = consumer.endOffsets(consumer.assignment());
    boolean firstStart = known.next().isEmpty();
    Map<TopicPartition, Long> unknown =
        firstStart && config.start() == StartPosition.LATEST ? latest : earliest;
    List<OffsetSpan> positions = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (TopicPartition partition : sorted(consumer)) {
      OptionalLong position = known.of(partition);
      long offset = position.orElse(unknown.get(partition));
      if (offset < earliest.get(partition) || offset > latest.get(partition)) {
        lost.add(describeLoss(partition, offset, earliest, latest));
      }
      positions.add(new OffsetSpan(partition.topic(), partition.partition(), offset, offset));
    }
    if (!lost.isEmpty()) {
      throw new DataLossException(
          "Kafka no longer has the position that the ledger holds (on-data-loss: fail): "
              + String.join("; ", lost));
    }
    return positions;
  }

  /** The records of these offsets, one partition of the RDD for each span. */
  public JavaRDD<ConsumerRecord<byte[], byte[]>> records(
      JavaSparkContext context, List<OffsetSpan> spans) {
    OffsetRange[] ranges =
        spans.stream()
            .map(s -> OffsetRange.create(s.topic(), s.partition(), s.from(), s.until()))
            .toArray(OffsetRange[]::new);
    return KafkaUtils.createRDD(
        context, KafkaClients.consumer(config), ranges, LocationStrategies.PreferConsistent());
  }

  private List<TopicPartition> partitions(Consumer<?, ?> consumer) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : config.topics()) {
      List<PartitionInfo> found = consumer.partitionsFor(topic);
      if (found == null || found.isEmpty()) {
        throw new IllegalStateException(
            "Topic "
                + topic
                + " does not exist at "
                + config.bootstrapServers()
                + ", or the principal may not describe it");
      }
      found.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
    }
    return partitions;
  }

  private static List<TopicPartition> sorted(Consumer<?, ?> consumer) {
    return consumer.assignment().stream()
        .sorted(
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition))
        .toList();
  }

  private static String describeLoss(
      TopicPartition partition,
      long offset,
      Map<TopicPartition, Long> earliest,
      Map<TopicPartition, Long> latest) {
    return partition
        + " is at "
        + offset
        + ", Kafka has "
        + earliest.get(partition)
        + " to "
        + latest.get(partition);
  }
}
