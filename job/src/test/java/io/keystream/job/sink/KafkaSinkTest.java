package io.keystream.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.collection.JavaConverters;

/** What the Kafka sink does beyond the contract, on a broker. */
class KafkaSinkTest {
  private static final int ROWS = 3_000;
  @RegisterExtension private static final KafkaBroker broker = new KafkaBroker();

  private final String id = UUID.randomUUID().toString();
  private final String topic = "topic-" + id;

  @BeforeEach
  void createTopic() throws Exception {
    broker.createTopic(topic, 3, Map.of());
  }

  @Test
  void recordsHaveEveryPartThatRowsGiveThem() throws Exception {
    Instant time = Instant.parse("2026-01-31T12:00:00.001999Z");
    Map<String, byte[]> headers = new java.util.LinkedHashMap<>();
    headers.put("trace", bytes("t1"));
    headers.put("left-out", null);
    try (KafkaSink sink = open(topic)) {
      sink.deliver(
          1,
          0,
          Arrays.asList(
                  KafkaRows.row(topic, bytes("k"), bytes("v"), scalaMap(headers), 5, time),
                  KafkaRows.row(topic, bytes("k"), null, scalaMap(Map.of()), -1, null))
              .iterator());
    }

    List<ConsumerRecord<byte[], byte[]>> found = broker.read(topic);

    assertThat(found).hasSize(2).allMatch(record -> record.partition() == 2);
    ConsumerRecord<byte[], byte[]> first = found.get(0);
    assertThat(first.key()).isEqualTo(bytes("k"));
    assertThat(first.value()).isEqualTo(bytes("v"));
    assertThat(first.timestamp()).isEqualTo(time.toEpochMilli());
    assertThat(first.headers().toArray())
        .extracting(Header::key, header -> new String(header.value(), UTF_8))
        .containsExactly(org.assertj.core.api.Assertions.tuple("trace", "t1"));
    assertThat(found.get(1).value()).as("tombstone").isNull();
    assertThat(found.get(1).headers()).isEmpty();
  }

  @Test
  void equalKeysShareAPartitionAndKeepTheirOrder() throws Exception {
    try (KafkaSink sink = open(topic)) {
      for (int entry = 1; entry <= 3; entry++) {
        int first = entry * 1_000;
        sink.deliver(
            entry,
            0,
            IntStream.range(first, first + 1_000)
                .mapToObj(i -> KafkaRows.row(topic, "k" + i % 7, String.valueOf(i)))
                .iterator());
      }
    }

    Map<String, List<ConsumerRecord<byte[], byte[]>>> byKey =
        broker.read(topic).stream()
            .collect(
                java.util.stream.Collectors.groupingBy(found -> new String(found.key(), UTF_8)));

    assertThat(byKey).hasSize(7);
    byKey.forEach(
        (key, records) -> {
          assertThat(records.stream().map(ConsumerRecord::partition).distinct()).hasSize(1);
          assertThat(records.stream().map(KafkaSinkTest::number)).isSorted();
        });
  }

  @Test
  void aWriterThatIsKilledBeforeTheCommitLeavesNothing() throws Exception {
    KafkaSink killed = open(topic);
    assertThatThrownBy(() -> killed.deliver(1, 0, killedAfter(ROWS, killed)))
        .isInstanceOf(Exception.class);

    try (KafkaSink next = open(topic)) {
      assertThat(next.delivered(0)).isZero();
      next.deliver(1, 0, KafkaRows.rows(topic, 0, 10));
    }

    assertVisible(0, 10);
  }

  /** The staged rows are deleted only later. */
  @Test
  void aDeliveryAfterAKillBehindTheCommitDoesNothing() throws Exception {
    open(topic).deliver(1, 0, KafkaRows.rows(topic, 0, 10));

    try (KafkaSink next = open(topic)) {
      assertThat(next.delivered(0)).isEqualTo(1);
      next.deliver(1, 0, KafkaRows.rows(topic, 0, 10));
    }

    assertVisible(0, 10);
  }

  @Test
  void aWriterThatSleptWhileAnotherTookOverCommitsNothing() throws Exception {
    try (KafkaSink slept = open(topic);
        KafkaSink other = open(topic)) {
      slept.delivered(0);
      Iterator<Row> rows =
          IntStream.range(0, ROWS)
              .peek(i -> deliverFirst(other, i))
              .mapToObj(i -> KafkaRows.row(topic, null, "%0200d".formatted(i)))
              .iterator();

      assertThatThrownBy(() -> slept.deliver(1, 0, rows))
          .hasMessageContaining("another process delivers the same share");
    }
    assertVisible(0, ROWS);
  }

  @Test
  void anIdleWriterGoesOnAfterOthersHaveDelivered() throws Exception {
    try (KafkaSink first = open(topic);
        KafkaSink second = open(topic)) {
      for (int entry = 1; entry <= 4; entry++) {
        KafkaSink sink = entry % 2 == 0 ? first : second;
        sink.deliver(entry, 0, KafkaRows.rows(topic, 10 * entry - 10, 10 * entry));
      }
      first.deliver(3, 0, KafkaRows.rows(topic, 20, 30));
      assertThat(first.delivered(0)).isEqualTo(4);
    }

    assertVisible(0, 40);
  }

  @Test
  void aBrokerThatIsKilledAndComesBackGetsEveryRowOnce() throws Exception {
    try (KafkaSink sink = open(topic)) {
      sink.deliver(1, 0, KafkaRows.rows(topic, 0, 10));
      broker.kill();
      broker.start();
    }
    // As the job does, until the broker takes it.
    await()
        .atMost(Duration.ofMinutes(4))
        .ignoreExceptions()
        .until(
            () -> {
              try (KafkaSink sink = open(topic)) {
                sink.deliver(2, 0, KafkaRows.rows(topic, 10, 20));
                return sink.delivered(0) == 2;
              }
            });

    assertVisible(0, 20);
  }

  @Test
  void aRecordThatIsTooLargeIsRefusedWithItsTopic() throws Exception {
    String small = "small-" + id;
    broker.createTopic(small, 1, Map.of("max.message.bytes", "2000"));
    byte[] value = new byte[100_000];
    new java.util.Random(1).nextBytes(value);
    try (KafkaSink sink = open(topic)) {
      assertThatThrownBy(
              () ->
                  sink.deliver(
                      1,
                      0,
                      List.of(KafkaRows.row(small, null, value, null, null, null)).iterator()))
          .hasMessageStartingWith("topic " + small + ": RecordTooLargeException: ")
          .hasMessageContaining("raise max.message.bytes of the topic");
    }
    assertThat(broker.read(small)).isEmpty();
  }

  @Test
  void aTransactionTimeoutThatTheBrokersRefuseIsSaid() throws Exception {
    try (KafkaSink sink =
        open(new KafkaSink(KafkaRows.factory(broker.client(), topic, Duration.ofHours(1))))) {
      assertThatThrownBy(() -> sink.deliver(1, 0, KafkaRows.rows(topic, 0, 1)))
          .hasMessageContaining("lower transaction-timeout of the output");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TRANSACTIONAL_ID | TransactionalIdAuthorizationException | allow the principal Write and"
            + " Describe on this transactional id",
        "GROUP | GroupAuthorizationException | allow the principal Read on this group",
        "TOPIC | TopicAuthorizationException | allow the principal Read, Write and Describe on the"
            + " topic"
      })
  void anAclThatIsMissingIsNamed(ResourceType missing, String said, String remedy)
      throws Exception {
    String pipeline = "p" + missing.code();
    for (ResourceType type :
        List.of(ResourceType.TRANSACTIONAL_ID, ResourceType.GROUP, ResourceType.TOPIC)) {
      if (type != missing) {
        String prefix = type == ResourceType.TOPIC ? topic : KafkaNames.prefix(pipeline);
        broker.allow(type, prefix, AclOperation.READ);
        broker.allow(type, prefix, AclOperation.WRITE);
      }
    }
    try (KafkaSink sink = new KafkaSink(KafkaRows.factory(broker.userClient(), topic))) {
      sink.open(new SinkContext(pipeline, id, "out", new StructType(), Map.of()));
      assertThatThrownBy(() -> sink.deliver(1, 0, KafkaRows.rows(topic, 0, 1)))
          .hasMessageContaining(said)
          .hasMessageContaining(remedy);
    }
    assertThat(broker.read(topic)).isEmpty();
  }

  @Test
  void theAclsThatAreDocumentedAreEnough() throws Exception {
    broker.allow(ResourceType.TRANSACTIONAL_ID, "keystream.enough.", AclOperation.WRITE);
    broker.allow(ResourceType.GROUP, "keystream.enough.", AclOperation.READ);
    broker.allow(ResourceType.TOPIC, topic, AclOperation.READ);
    broker.allow(ResourceType.TOPIC, topic, AclOperation.WRITE);
    try (KafkaSink sink = new KafkaSink(KafkaRows.factory(broker.userClient(), topic))) {
      sink.open(new SinkContext("enough", id, "out", new StructType(), Map.of()));
      sink.deliver(1, 0, KafkaRows.rows(topic, 0, 10));
      assertThat(sink.delivered(0)).isEqualTo(1);
    }
    assertVisible(0, 10);
  }

  private void deliverFirst(KafkaSink other, int row) {
    if (row == ROWS / 2) {
      try {
        other.deliver(1, 0, KafkaRows.rows(topic, 0, ROWS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Rows, more than are sent at once, whose last one closes the connection, as the end of the
   * process does.
   */
  private Iterator<Row> killedAfter(int rows, KafkaSink sink) {
    return IntStream.rangeClosed(0, rows)
        .peek(
            i -> {
              if (i == rows) {
                sink.close();
              }
            })
        .mapToObj(i -> KafkaRows.row(topic, null, "%0200d".formatted(i)))
        .iterator();
  }

  private KafkaSink open(String progressTopic) {
    return open(new KafkaSink(KafkaRows.factory(broker.client(), progressTopic)));
  }

  private KafkaSink open(KafkaSink sink) {
    sink.open(new SinkContext("p", id, "out", new StructType(), Map.of()));
    return sink;
  }

  private void assertVisible(int from, int until) {
    List<Integer> found =
        new ArrayList<>(broker.read(topic).stream().map(KafkaSinkTest::number).toList());
    Collections.sort(found);
    assertThat(found).isEqualTo(IntStream.range(from, until).boxed().toList());
  }

  private static int number(ConsumerRecord<byte[], byte[]> found) {
    return Integer.parseInt(new String(found.value(), UTF_8));
  }

  private static Object scalaMap(Map<String, byte[]> headers) {
    return JavaConverters.mapAsScalaMap(headers);
  }

  private static byte[] bytes(String text) {
    return KafkaRows.bytes(text);
  }
}
