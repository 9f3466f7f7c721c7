package io.keystream.job.output;

import io.keystream.job.config.DeadLetterTopicConfig;
import io.keystream.job.config.KafkaClusterConfig;
import io.keystream.job.config.KafkaCompression;
import io.keystream.job.config.KafkaOutputConfig;
import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.job.config.OutputConfig;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.sink.KafkaRecords;
import io.keystream.job.sink.KafkaSinkFactory;
import io.keystream.job.sink.SinkContext;
import io.keystream.job.sink.SinkTarget;
import io.keystream.job.source.KafkaClients;
import io.keystream.job.sql.RecordPart;
import io.keystream.job.sql.RowPredicate;
import io.keystream.job.sql.UserFunctions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Outputs of Kafka records, which are made of rows when these are staged. */
record KafkaOutputs(
    PipelineConfig pipeline, UserFunctions functions, SerializableConfiguration configuration) {
  /** Those of the record, then where it came from and why; the rule only where one failed. */
  private static final String DEAD_LETTER_HEADERS =
      """
      map_concat(
        map_from_entries(headers),
        CAST(map('keystream.topic', kafka_topic,
          'keystream.partition', CAST(kafka_partition AS STRING),
          'keystream.offset', CAST(kafka_offset AS STRING),
          'keystream.timestamp', date_format(kafka_timestamp, "yyyy-MM-dd'T'HH:mm:ss.SSSXXX"),
          'keystream.reason', reason,
          'keystream.rule', rule) AS MAP<STRING, BINARY>))""";

  private static final Duration DEAD_LETTER_TIMEOUT = Duration.ofMinutes(2);

  /** An output of rows with these columns. */
  DeliveredOutput rows(SinkContext context, OutputConfig config) {
    KafkaOutputConfig kafka = config.kafka().orElseThrow();
    StructType row = context.columns();
    Expression where = config.where().map(sql -> RowPredicate.of(sql, row, functions)).orElse(null);
    Selection selection = Selection.of(where, records(config, kafka, row), KafkaRecords.COLUMNS);
    KafkaSinkFactory factory =
        new KafkaSinkFactory(
            client(kafka.cluster(), context.output()),
            kafka.topic(),
            kafka.compression().toString(),
            kafka.transactionTimeout(),
            kafka.maxRecordBytes());
    RowCheck check = new KafkaRecordCheck(Set.copyOf(kafka.topics()), kafka.maxRecordBytes());
    return output(context, selection, check, factory, kafka.writers());
  }

  /** The output of records that are no rows. */
  DeliveredOutput deadLetters(SinkContext context, DeadLetterTopicConfig kafka) {
    KafkaSinkFactory factory =
        new KafkaSinkFactory(
            client(kafka.cluster(), context.output()),
            kafka.topic(),
            KafkaCompression.LZ4.toString(),
            DEAD_LETTER_TIMEOUT,
            kafka.maxRecordBytes());
    Selection selection =
        Selection.of(null, deadLetterRecords(kafka.topic()), KafkaRecords.COLUMNS);
    RowCheck check = new KafkaRecordCheck(Set.of(kafka.topic()), kafka.maxRecordBytes());
    return output(context, selection, check, factory, 1);
  }

  private DeliveredOutput output(
      SinkContext context,
      Selection selection,
      RowCheck check,
      KafkaSinkFactory factory,
      int writers) {
    return new DeliveredOutput(
        new SpoolOutput(context.output(), selection, check, writers, configuration),
        new SinkTarget(factory, context.selecting(KafkaRecords.COLUMNS), writers));
  }

  private Map<String, Object> client(Optional<KafkaClusterConfig> cluster, String output) {
    return cluster.map(other -> KafkaClients.common(output, other)).orElseGet(this::sourceClient);
  }

  private Map<String, Object> sourceClient() {
    Map.Entry<String, KafkaSourceConfig> source = pipeline.onlyKafkaSource().orElseThrow();
    return KafkaClients.common(source.getKey(), source.getValue());
  }

  private List<Expression> records(OutputConfig config, KafkaOutputConfig kafka, StructType row) {
    String topic = literal(kafka.topic());
    return List.of(
        RecordPart.TOPIC.of(
            kafka.topicBy().map(sql -> "coalesce((" + sql + "\n), " + topic + ")").orElse(topic),
            row,
            functions),
        part(RecordPart.KEY, kafka.key(), row),
        RecordPart.VALUE.of(
            kafka.value().orElseGet(() -> RecordPart.json(config.columns().orElse(List.of("*")))),
            row,
            functions),
        part(RecordPart.HEADERS, kafka.headers(), row),
        part(RecordPart.PARTITION, kafka.partition(), row),
        part(RecordPart.TIMESTAMP, kafka.timestamp(), row));
  }

  private static List<Expression> deadLetterRecords(String topic) {
    StructType row = RowColumns.DEAD_LETTER;
    return List.of(
        RecordPart.TOPIC.of(literal(topic), row),
        RecordPart.KEY.of("key", row),
        RecordPart.VALUE.of("raw", row),
        RecordPart.HEADERS.of(DEAD_LETTER_HEADERS, row),
        RecordPart.PARTITION.none(row),
        RecordPart.TIMESTAMP.none(row));
  }

  private Expression part(RecordPart part, Optional<String> sql, StructType row) {
    return sql.map(text -> part.of(text, row, functions)).orElseGet(() -> part.none(row));
  }

  /** The names of topics hold nothing that would have to be escaped. */
  private static String literal(String topic) {
    return "'" + topic + "'";
  }
}
