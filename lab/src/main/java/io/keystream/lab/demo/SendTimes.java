package io.keystream.lab.demo;

import io.keystream.lab.audit.RecordId;
import io.keystream.lab.client.KafkaSession;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** When the records of a topic were sent. */
final class SendTimes {
  private SendTimes() {}

  /** The timestamp of every record, in milliseconds since 1970. */
  static Map<RecordId, Long> read(KafkaSession kafka, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            kafka.configuration(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return readTo(consumer, consumer.endOffsets(partitions));
    }
  }

  private static Map<RecordId, Long> readTo(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> end) {
    Map<RecordId, Long> times = new HashMap<>();
    while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
        RecordId id = new RecordId(record.topic(), record.partition(), record.offset());
        times.put(id, record.timestamp());
      }
    }
    return times;
  }
}
