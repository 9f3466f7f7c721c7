package io.keystream.job.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.keystream.job.config.PipelineYaml;
import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.output.LocalSpark.Source;
import io.keystream.job.sink.Deliveries;
import io.keystream.job.sink.KafkaBroker;
import io.keystream.job.sink.KafkaSinkFactory;
import io.keystream.job.sink.SinkTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rows and dead letters of a pipeline in topics, read back from a broker. */
class KafkaOutputTest {
  @RegisterExtension private static final LocalSpark spark = new LocalSpark();
  @RegisterExtension private static final KafkaBroker broker = new KafkaBroker();

  @TempDir private Path folder;
  private TestHome home;
  private final String id = UUID.randomUUID().toString();
  private final String topic = "rows-" + id;
  private final String other = "other-" + id;
  private final String letters = "letters-" + id;

  @BeforeEach
  void makeHomeAndTopics() throws Exception {
    home = new TestHome(folder.resolve("home"));
    broker.createTopic(topic, 2, Map.of());
    broker.createTopic(other, 1, Map.of());
    broker.createTopic(letters, 1, Map.of());
  }

  @Test
  void withoutExpressionsTheValueIsTheRowAsJson() throws Exception {
    Outputs outputs = outputs(List.of("topic: " + topic), List.of());
    publish(outputs, 1, stage(outputs, 1, List.of("{\"n\":1,\"name\":\"\\u00e4\"}", "{\"n\":2}")));

    assertThat(broker.read(topic))
        .extracting(KafkaOutputTest::value)
        .containsExactlyInAnyOrder(
            "{\"kafka_topic\":\"access\",\"kafka_partition\":0,\"kafka_offset\":0,"
                + "\"kafka_timestamp\":\"2026-01-31T10:15:30.123000Z\",\"n\":1,\"name\":\"\u00e4\"}",
            "{\"kafka_topic\":\"access\",\"kafka_partition\":0,\"kafka_offset\":1,"
                + "\"kafka_timestamp\":\"2026-01-31T10:15:30.123000Z\",\"n\":2}");
    assertThat(broker.read(topic)).allMatch(found -> found.key() == null);
  }

  @Test
  void expressionsDecideEveryPartOfARecord() throws Exception {
    Outputs outputs =
        outputs(
            List.of(
                "topic: " + topic,
                "topic-by: if(n = 2, '" + other + "', NULL)",
                "other-topics: [" + other + "]",
                "key: name",
                "value: if(n = 3, NULL, CAST(n AS STRING))",
                "headers: map('from', kafka_topic, 'name', name)",
                "partition: n",
                "timestamp: timestamp_millis(n)"),
            List.of());
    publish(
        outputs,
        1,
        stage(outputs, 1, List.of("{\"n\":1,\"name\":\"a\"}", "{\"n\":2}", "{\"n\":3}")));

    ConsumerRecord<byte[], byte[]> moved = broker.read(other).get(0);
    assertThat(value(moved)).isEqualTo("2");
    assertThat(moved.key()).isNull();
    assertThat(headers(moved)).containsExactly(entry("from", "access"));
    List<ConsumerRecord<byte[], byte[]>> found = broker.read(topic);
    assertThat(found).hasSize(2).allMatch(record -> record.partition() == 1);
    assertThat(new String(found.get(0).key(), UTF_8)).isEqualTo("a");
    assertThat(found.get(0).timestamp()).isEqualTo(1);
    assertThat(headers(found.get(0))).containsOnly(entry("from", "access"), entry("name", "a"));
    assertThat(found.get(1).value()).as("tombstone").isNull();
  }

  @Test
  void aRowThatKafkaWouldRefuseIsADeadLetterBeforeItIsCommitted() throws Exception {
    Outputs outputs =
        outputs(
            List.of(
                "topic: " + topic,
                "topic-by: name",
                "timestamp: timestamp_seconds(n)",
                "max-record-bytes: 1000"),
            List.of());
    StagedBatch batch =
        stage(
            outputs,
            1,
            List.of(
                "{\"n\":1}",
                "{\"n\":2,\"name\":\"nowhere\"}",
                "{\"n\":-1}",
                "{\"n\":3,\"name\":\"" + topic + "\",\"more\":\"" + "x".repeat(1_000) + "\"}"));
    publish(outputs, 1, batch);

    assertThat(batch.counts()).isEqualTo(new RecordCounts(4, 1, 0, 3));
    assertThat(broker.read(topic)).hasSize(1);
    assertThat(deadLetters().select("reason").orderBy("kafka_offset").collectAsList())
        .extracting(row -> row.getString(0))
        .satisfiesExactly(
            reason ->
                assertThat(reason)
                    .isEqualTo("topic \"nowhere\", wanted one of topic and other-topics"),
            reason ->
                assertThat(reason)
                    .isEqualTo("timestamp before 1970, which a Kafka record cannot have"),
            reason ->
                assertThat(reason)
                    .matches("record of 1[0-9]+ bytes, at most 1000 because of max-record-bytes"));
  }

  @Test
  void deadLettersAreRecordsAsTheyCameWithWhereAndWhy() throws Exception {
    Outputs outputs =
        outputs(List.of("topic: " + topic), List.of("topic: " + letters, "max-record-bytes: 1000"));
    StagedBatch batch =
        stage(outputs, 1, List.of("{\"n\":1}", "no JSON", "x".repeat(1_000), "{\"n\":-5}"));
    publish(outputs, 1, batch);
    publish(outputs, 1, batch);

    assertThat(batch.counts()).isEqualTo(new RecordCounts(4, 1, 0, 3));
    assertThat(batch.outputs())
        .extracting(OutputCommit::name, OutputCommit::rows)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("kafka", 1L),
            org.assertj.core.api.Assertions.tuple("dead-letters-topic", 2L),
            org.assertj.core.api.Assertions.tuple("dead-letters", 1L));
    List<ConsumerRecord<byte[], byte[]>> found = broker.read(letters);
    assertThat(found).extracting(KafkaOutputTest::value).containsExactly("no JSON", "{\"n\":-5}");
    assertThat(new String(found.get(0).key(), UTF_8)).isEqualTo("k1");
    assertThat(headers(found.get(0)))
        .containsEntry("keystream.topic", "access")
        .containsEntry("keystream.partition", "0")
        .containsEntry("keystream.offset", "1")
        .containsEntry("keystream.timestamp", "2026-01-31T10:15:30.123Z")
        .containsKey("keystream.reason")
        .as("the record's own, the last of each name")
        .containsEntry("trace", "t1")
        .hasSize(6);
    assertThat(headers(found.get(1)))
        .containsEntry("keystream.rule", "positive")
        .containsEntry("keystream.reason", "rule positive: false");
    assertThat(deadLetters().select("kafka_offset").collectAsList())
        .as("too large for the topic")
        .extracting(row -> row.getLong(0))
        .containsExactly(2L);
  }

  @Test
  void anEntryThatIsPublishedAgainIsDeliveredOnce() throws Exception {
    Outputs outputs = outputs(List.of("topic: " + topic, "writers: 2"), List.of());
    StagedBatch batch = stage(outputs, 1, List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}"));
    publish(outputs, 1, batch);
    publish(outputs, 1, batch);

    assertThat(broker.read(topic)).hasSize(3);
  }

  /** As after a week without a row, when Kafka has dropped the group's offset. */
  @Test
  void progressThatExpiredIsNotMissedByAnEntryThatIsNew() throws Exception {
    Outputs outputs = outputs(List.of("topic: " + topic), List.of());
    StagedBatch first = stage(outputs, 1, List.of("{\"n\":1}"));
    publish(outputs, 1, first);
    StagedBatch second =
        stage(outputs, 2, List.of("{\"n\":2}")).after(entryOf(1, first, Instant.now()));
    try (Admin admin = broker.admin()) {
      admin.deleteConsumerGroups(List.of("keystream.logs.kafka." + id + ".0")).all().get();
    }

    LedgerEntry old = entryOf(2, second, Instant.now().minusSeconds(2 * 24 * 3600));
    assertThatThrownBy(() -> publish(outputs, old))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("may be delivered or not: entry 1 was");

    publish(outputs, entryOf(2, second, Instant.now()));
    assertThat(broker.read(topic)).hasSize(2);
  }

  private Outputs outputs(List<String> kafka, List<String> deadLetterTopic) throws IOException {
    List<String> output = new ArrayList<>(List.of("kafka:"));
    kafka.forEach(line -> output.add("  " + line));
    List<String> dead = new ArrayList<>(List.of("path: " + folder + "/dead"));
    if (!deadLetterTopic.isEmpty()) {
      dead.add("kafka:");
      deadLetterTopic.forEach(line -> dead.add("  " + line));
    }
    return new Outputs(
        home.home(),
        id,
        PipelineYaml.in(folder)
            .section("parse", "format: json", "schema: \"n INT, name STRING, more STRING\"")
            .section("validate", "positive: n > -5")
            .section("output", output.toArray(String[]::new))
            .section("dead-letters", dead.toArray(String[]::new))
            .config(),
        spark.session());
  }

  private StagedBatch stage(Outputs outputs, long sequence, List<String> values) {
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      sources.add(new Source(0, i, values.get(i)));
    }
    return outputs.stage(spark.records(sources, 1), 1, sequence);
  }

  private void publish(Outputs outputs, long sequence, StagedBatch batch) throws IOException {
    publish(outputs, entryOf(sequence, batch, Instant.now()));
  }

  /** To the broker of the test, which speaks no TLS. */
  private void publish(Outputs outputs, LedgerEntry entry) throws IOException {
    Map<String, SinkTarget> targets = new HashMap<>();
    outputs
        .targets()
        .forEach(
            (name, target) -> {
              KafkaSinkFactory factory = (KafkaSinkFactory) target.factory();
              targets.put(
                  name,
                  new SinkTarget(
                      new KafkaSinkFactory(
                          broker.client(),
                          factory.topic(),
                          factory.compression(),
                          factory.transactionTimeout(),
                          factory.maxRecordBytes()),
                      target.context(),
                      target.shares()));
            });
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.session().sparkContext());
    Deliveries deliveries = new Deliveries(context, home.files(), home.home(), targets);
    new Publisher(home.files(), home.home(), deliveries).publish(entry);
  }

  private static LedgerEntry entryOf(long sequence, StagedBatch batch, Instant committedAt) {
    LedgerEntry entry =
        Entries.entry(sequence, 1, List.of(), batch.outputs(), batch.counts(), RecordCounts.NONE);
    return new LedgerEntry(
        sequence,
        entry.batchTime(),
        committedAt,
        entry.epoch(),
        entry.fingerprint(),
        entry.offsets(),
        entry.topicIds(),
        entry.lost(),
        entry.outputs(),
        entry.records(),
        entry.totals());
  }

  private Dataset<Row> deadLetters() {
    return spark.session().read().parquet(folder.resolve("dead").toString());
  }

  private static String value(ConsumerRecord<byte[], byte[]> found) {
    return new String(found.value(), UTF_8);
  }

  private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> found) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : found.headers()) {
      headers.put(header.key(), new String(header.value(), UTF_8));
    }
    return headers;
  }
}
