package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.lab.audit.Audit;
import io.keystream.lab.audit.PublishedRows;
import io.keystream.lab.audit.RecordId;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.process.CommandResult;
import io.keystream.lab.traffic.AccessLogGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Ranges of a topic that are read again: to repair files, and into a folder as a run of its own.
 */
@ExtendWith(LabExtension.class)
class ReplayIT {
  private static final int LINES = 300;

  private final Pipeline pipeline = Pipeline.of("replay", "1s");
  private final String again = "/user/keystream/replay-again";
  private final AccessLogGenerator lines = new AccessLogGenerator(1);
  private long sent;

  @Test
  void aRangeIsReadAgainIntoAFolderAndToRepairFilesAndNotIfKafkaLostIt(Lab lab)
      throws IOException, InterruptedException, ExecutionException {
    pipeline.prepare(lab, 2);
    CommitWatch watch = CommitWatch.of(lab, pipeline);
    Gateway gateway = new Gateway(lab, pipeline);
    send(lab);
    gateway.deployWithoutPreflight();
    Commits.awaitRead(watch, sent);
    send(lab);
    Commits.awaitRead(watch, sent);

    LedgerEntry damaged = readers(watch).get(0);
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      repairs(lab, gateway, fs, damaged);
      gateway.require("stop");
      readsAgain(gateway, fs);
    }
    lab.kafka(LabUser.ADMIN).deleteRecords(new TopicPartition(pipeline.topic(), 0), 100);
    refusesWhatIsGone(gateway, damaged);
  }

  private void repairs(Lab lab, Gateway gateway, FileSystem fs, LedgerEntry damaged)
      throws IOException, InterruptedException {
    CommittedFile file = damaged.output("files").orElseThrow().files().get(0);
    assertThat(fs.delete(new Path(file.path()), false)).as(file.path()).isTrue();
    String[] range = {
      "-e",
      "keystream_service_replay_from=entry:1",
      "-e",
      "keystream_service_replay_to=entry:" + damaged.sequence()
    };
    assertThat(gateway.require("replay", with(range, "--check")).stdout()).contains("changed=1");
    assertThat(gateway.keystream("ledger", "verify").exitCode()).as("rehearsed").isEqualTo(14);
    assertThat(gateway.require("replay", range).stdout())
        .containsPattern("entries:\\s+- " + damaged.sequence() + "\\s")
        .contains("refused: []", "changed=1");
    assertThat(gateway.require("replay", range).stdout()).as("once more").contains("changed=0");
    assertThat(gateway.ask("ledger", "verify").path("ok").asBoolean()).isTrue();
    Audit audit = pipeline.audit(lab);
    assertThat(audit.exact()).as(audit.toString()).isTrue();
  }

  private void readsAgain(Gateway gateway, FileSystem fs) throws IOException {
    String[] range = {
      "replay", "--from", offsets(50, 10), "--to", offsets(120, 130), "--into", again
    };
    JsonNode rehearsal = gateway.ask(with(range, "--dry-run"));
    assertThat(rehearsal.path("records").asInt()).isEqualTo(190);
    assertThat(fs.exists(new Path(again))).isFalse();

    assertThat(gateway.ask(range).path("changed").asBoolean()).as("submitted").isTrue();
    await("the run to end by itself")
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofSeconds(5)) // Each question takes a JVM's time from the run.
        .until(() -> gateway.ask(range).path("finished").asBoolean());

    JsonNode answer = gateway.ask(range);
    assertThat(answer.path("totals").path("read").asInt()).isEqualTo(190);
    Set<RecordId> wanted = new HashSet<>();
    for (long offset = 50; offset < 120; offset++) {
      wanted.add(new RecordId(pipeline.topic(), 0, offset));
    }
    for (long offset = 10; offset < 130; offset++) {
      wanted.add(new RecordId(pipeline.topic(), 1, offset));
    }
    PublishedRows rows = PublishedRows.read(fs, again + "/files");
    PublishedRows letters = PublishedRows.read(fs, again + "/dead-letters");
    Set<RecordId> found = new HashSet<>(rows.occurrences().keySet());
    found.addAll(letters.occurrences().keySet());
    assertThat(found).isEqualTo(wanted);
    assertThat(rows.rows() + letters.rows()).isEqualTo(wanted.size());
    assertThat(gateway.status().path("state").asText()).as("the job's").isEqualTo("STOPPED");
    assertThat(answer.path("changed").asBoolean()).as("submitted again").isFalse();
  }

  private static void refusesWhatIsGone(Gateway gateway, LedgerEntry damaged) {
    CommandResult refused =
        gateway.keystream(
            "replay",
            "--from",
            "entry:1",
            "--to",
            "entry:" + damaged.sequence(),
            "--into",
            "/tmp/r");

    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(13);
    assertThat(refused.stderr())
        .contains(
            "Kafka does not hold the whole range, so nothing is read: replay-0 from 0 to ",
            " is wanted, Kafka has 100 to ");
  }

  private String offsets(long first, long second) {
    return pipeline.topic() + ":0=" + first + "," + pipeline.topic() + ":1=" + second;
  }

  private static String[] with(String[] arguments, String... more) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static List<LedgerEntry> readers(CommitWatch watch) throws IOException {
    return watch.all().stream().filter(entry -> entry.records().read() > 0).toList();
  }

  /** The same number to each partition. */
  private void send(Lab lab) throws InterruptedException, ExecutionException {
    Map<String, Object> properties = new HashMap<>(lab.kafka(LabUser.ADMIN).configuration());
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < LINES; i++) {
        byte[] line = lines.next().bytes();
        acknowledgements.add(
            producer.send(new ProducerRecord<>(pipeline.topic(), i % 2, null, line)));
      }
      for (Future<RecordMetadata> acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
    }
    sent += LINES;
  }
}
