package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LostRange;
import io.keystream.lab.audit.PublishedRows;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.process.CommandResult;
import io.keystream.lab.traffic.AccessLogGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileSystem;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Changes topics under a running job in every way, and takes the broker away from it. */
@ExtendWith(LabExtension.class)
@Isolated("kills the broker")
class SourceIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration OUTAGE = Duration.ofSeconds(20);
  private static final String FIRST = "source-a";
  private static final String LATER = "source-b";
  private static final String RECREATED = "source-c";

  private final Pipeline pipeline = Pipeline.of("source", "1s");
  private final AccessLogGenerator lines = new AccessLogGenerator(1);
  private long sent;

  @Test
  void oneAttemptReadsOnWhateverBecomesOfTheTopics(Lab lab)
      throws IOException, InterruptedException, ExecutionException {
    create(lab, FIRST, 2);
    create(lab, RECREATED, 1);
    CommitWatch watch = CommitWatch.of(lab, pipeline);
    Gateway gateway =
        new Gateway(lab, pipeline)
            .withTopicPattern("source-[a-z]")
            .withSource("on-data-loss", "record");
    send(lab, FIRST, 0, 100);
    send(lab, RECREATED, 0, 10);
    gateway.deployWithoutPreflight();
    Commits.awaitRead(watch, sent);

    create(lab, LATER, 1);
    lab.kafka(LabUser.ADMIN).addPartitions(FIRST, 3);
    send(lab, LATER, 0, 20);
    send(lab, FIRST, 2, 30);
    Commits.awaitRead(watch, sent);

    sendTransactions(lab, 40);
    Commits.awaitRead(watch, sent);

    try (KafkaConsumer<byte[], byte[]> other = joinGroup(lab)) {
      send(lab, FIRST, 1, 25);
      Commits.awaitRead(watch, sent);
      assertThat(other.assignment()).as("what the group gave to another").isNotEmpty();
    }

    lab.kill("kafka");
    await().pollDelay(OUTAGE).atMost(OUTAGE.plusSeconds(10)).until(() -> true);
    lab.start("kafka");
    send(lab, FIRST, 1, 50);
    Commits.awaitRead(watch, sent);

    lab.kafka(LabUser.ADMIN).deleteTopic(RECREATED);
    create(lab, RECREATED, 1);
    send(lab, RECREATED, 0, 60);
    Commits.awaitRead(watch, sent);
    assertThat(losses(watch))
        .containsExactly(new LostRange(RECREATED, 0, 10, 0, LostRange.RECREATED));

    assertThat(gateway.status().path("attempt").asInt()).as("attempts").isEqualTo(1);
    gateway.require("stop");
    loseRecordsToRetention(lab);
    long committed = watch.last().orElseThrow().sequence();
    CommandResult refused =
        gateway.withSource("on-data-loss", "fail").playbook("deploy", "--skip-tags", "preflight");
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.output())
        .as("folded by Ansible")
        .containsIgnoringWhitespaces(
            "keystream submit ended with 13",
            "source-a-0 at 100: 5 offsets are deleted, it goes on at 105",
            "on-data-loss: record, and deploy");
    assertThat(watch.last().orElseThrow().sequence()).isEqualTo(committed);
    gateway.withSource("on-data-loss", "record").deployWithoutPreflight();
    Commits.awaitRead(watch, sent);
    assertThat(losses(watch))
        .contains(new LostRange(FIRST, 0, 100, 105, LostRange.DELETED))
        .hasSize(2);
    gateway.require("stop");
    assertThat(gateway.ask("ledger", "verify").path("ok").asBoolean()).isTrue();
    assertEveryRecordOnce(lab);
  }

  /** Another consumer, which is given all partitions of the job's own group. */
  private KafkaConsumer<byte[], byte[]> joinGroup(Lab lab) {
    Map<String, Object> properties = new HashMap<>(lab.kafka(LabUser.ADMIN).configuration());
    properties.put("group.id", pipeline.name());
    properties.put("enable.auto.commit", "false");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(FIRST));
    await("the group's answer")
        .atMost(PATIENCE)
        .pollInSameThread()
        .until(
            () -> {
              consumer.poll(Duration.ofMillis(200));
              return !consumer.assignment().isEmpty();
            });
    return consumer;
  }

  /** Of ten records that are sent while the job does not run, five are gone before it does. */
  private void loseRecordsToRetention(Lab lab) throws InterruptedException, ExecutionException {
    send(lab, FIRST, 0, 10);
    lab.kafka(LabUser.ADMIN).deleteRecords(new TopicPartition(FIRST, 0), 105);
    sent -= 5;
  }

  private static void create(Lab lab, String topic, int partitions) {
    lab.createTopic(topic, partitions);
    lab.allow(LabUser.KEYSTREAM, topic, "source");
  }

  private void send(Lab lab, String topic, int partition, int count)
      throws InterruptedException, ExecutionException {
    try (Producer<byte[], byte[]> producer = producer(lab, Map.of())) {
      sendTo(producer, topic, partition, count);
    }
    sent += count;
  }

  /** The last offset before the job's end is the marker of a transaction, twice. */
  private void sendTransactions(Lab lab, int count)
      throws InterruptedException, ExecutionException {
    try (Producer<byte[], byte[]> producer =
        producer(lab, Map.of("transactional.id", "source-it"))) {
      producer.initTransactions();
      producer.beginTransaction();
      sendTo(producer, LATER, 0, count);
      producer.commitTransaction();
      producer.beginTransaction();
      sendTo(producer, LATER, 0, count);
      producer.abortTransaction();
    }
    sent += count;
  }

  private void sendTo(Producer<byte[], byte[]> producer, String topic, int partition, int count)
      throws InterruptedException, ExecutionException {
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] line = lines.next().bytes();
      acknowledgements.add(producer.send(new ProducerRecord<>(topic, partition, null, line)));
    }
    for (Future<RecordMetadata> acknowledgement : acknowledgements) {
      acknowledgement.get();
    }
  }

  private static Producer<byte[], byte[]> producer(Lab lab, Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>(lab.kafka(LabUser.ADMIN).configuration());
    properties.put("acks", "all");
    properties.putAll(more);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static List<LostRange> losses(CommitWatch watch) throws IOException {
    return watch.all().stream().map(LedgerEntry::lost).flatMap(List::stream).toList();
  }

  /** Positions of the topic that was created anew occur in the old one and in the new one. */
  private void assertEveryRecordOnce(Lab lab) throws IOException, InterruptedException {
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      PublishedRows rows = PublishedRows.read(fs, pipeline.output());
      PublishedRows deadLetters = PublishedRows.read(fs, pipeline.deadLetters());
      assertThat(rows.rows() + deadLetters.rows()).isEqualTo(sent);
      assertThat(rows.occurrences())
          .allSatisfy(
              (id, times) -> {
                if (!id.topic().equals(RECREATED)) {
                  assertThat(times).as("rows of %s", id).isEqualTo(1);
                }
              });
    }
  }
}
