package io.keystream.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.lab.audit.Digest;
import io.keystream.lab.audit.RecordId;
import io.keystream.lab.audit.TopicContent;
import io.keystream.lab.client.KafkaSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a pipeline has put into topics: the values, by the records that they came from. */
final class Delivered {
  /** The expression {@code headers} of rows that are found again. */
  static final String HEADERS =
      "map('id', concat(kafka_topic, '-', kafka_partition, '@', kafka_offset))";

  private final Map<RecordId, Digest> records = new HashMap<>();

  /**
   * What stands in the topic of each cluster, as a pipeline calls it that has the clusters by name.
   */
  static Map<RecordId, Digest> sent(Map<String, KafkaSession> clusters, String topic) {
    Map<RecordId, Digest> sent = new HashMap<>();
    clusters.forEach(
        (name, cluster) ->
            TopicContent.read(cluster, topic)
                .values()
                .forEach((id, value) -> sent.put(id.in(name), value)));
    return sent;
  }

  /** The record that a row with the {@link #HEADERS} came from. */
  static RecordId id(ConsumerRecord<byte[], byte[]> row) {
    return RecordId.parse(header(row, "id"));
  }

  /** Adds rows with the {@link #HEADERS}; none may be there twice. */
  Delivered rows(List<ConsumerRecord<byte[], byte[]>> rows) {
    rows.forEach(row -> add(id(row), row.value()));
    return this;
  }

  /** Adds dead letters; none may be there twice. */
  Delivered deadLetters(List<ConsumerRecord<byte[], byte[]>> letters) {
    for (ConsumerRecord<byte[], byte[]> letter : letters) {
      RecordId id =
          new RecordId(
              header(letter, "keystream.topic"),
              Integer.parseInt(header(letter, "keystream.partition")),
              Long.parseLong(header(letter, "keystream.offset")));
      add(id, letter.value());
    }
    return this;
  }

  Map<RecordId, Digest> records() {
    return records;
  }

  private void add(RecordId id, byte[] value) {
    assertThat(records.put(id, Digest.of(value))).as("another of %s", id).isNull();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
