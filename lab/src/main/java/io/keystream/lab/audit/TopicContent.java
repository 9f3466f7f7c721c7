package io.keystream.lab.audit;

import io.keystream.lab.client.KafkaSession;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * All records of a topic.
 *
 * @param values digests of the values by position
 */
public record TopicContent(Map<RecordId, Digest> values) {

  /** Reads a topic from its beginning to what is its end now. */
  public static TopicContent read(KafkaSession kafka, String topic) {
    Map<String, Object> properties = new HashMap<>(kafka.configuration());
    properties.put("isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return new TopicContent(readTo(consumer, consumer.endOffsets(partitions)));
    }
  }

  /** Number of records. */
  public long size() {
    return values.size();
  }

  private static Map<RecordId, Digest> readTo(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> end) {
    Map<RecordId, Digest> values = new HashMap<>();
    while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
        RecordId id = new RecordId(record.topic(), record.partition(), record.offset());
        values.put(id, Digest.of(record.value()));
      }
    }
    return values;
  }
}
