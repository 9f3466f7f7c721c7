package io.keystream.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;

/** Rows for the Kafka sink. */
final class KafkaRows {
  static final int MAX_RECORD_BYTES = 2_000_000;

  private KafkaRows() {}

  static KafkaSinkFactory factory(Map<String, Object> client, String topic) {
    return factory(client, topic, Duration.ofSeconds(60));
  }

  static KafkaSinkFactory factory(
      Map<String, Object> client, String topic, Duration transactionTimeout) {
    return new KafkaSinkFactory(client, topic, "lz4", transactionTimeout, MAX_RECORD_BYTES);
  }

  static Row row(String topic, String key, String value) {
    return row(topic, bytes(key), bytes(value), null, null, null);
  }

  static Row row(Object... values) {
    return new GenericRowWithSchema(values, KafkaRecords.COLUMNS);
  }

  /** Rows whose values are numbers. */
  static Iterator<Row> rows(String topic, int from, int until) {
    return IntStream.range(from, until)
        .mapToObj(number -> row(topic, null, String.valueOf(number)))
        .iterator();
  }

  static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }
}
