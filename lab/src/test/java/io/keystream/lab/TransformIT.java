package io.keystream.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.lab.audit.PublishedRows;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** JSON by rules and SQL with a shuffle into compressed files in folders, on the real cluster. */
@ExtendWith(LabExtension.class)
class TransformIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ORDERS = 600;
  private static final String SQL =
      "SELECT customer, count(*) AS orders, sum(cents) AS cents FROM records GROUP BY customer";

  private final Pipeline pipeline = Pipeline.of("transform", "1s");
  private final Map<String, long[]> expected = new TreeMap<>();
  private long sent;

  @Test
  void everyValidRecordIsInTheResultOnceAndTheOthersNameTheirRule(Lab lab)
      throws IOException, InterruptedException, ExecutionException {
    pipeline.prepare(lab, 2);
    CommitWatch watch = CommitWatch.of(lab, pipeline);
    Gateway gateway = gateway(lab);
    sendOrders(lab);
    gateway.deployWithoutPreflight();
    Commits.awaitRead(watch, sent);
    sendOrders(lab);
    assertEncryptedOnDisk(lab);
    Commits.awaitRead(watch, sent);
    gateway.require("stop");

    long invalid = 2 * 2 * (ORDERS / 100);
    assertThat(watch.last().orElseThrow().totals())
        .isEqualTo(new RecordCounts(sent, sent - invalid, 0, invalid));
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      assertThat(results(fs)).usingRecursiveComparison().isEqualTo(expected);
      assertThat(PublishedRows.read(fs, pipeline.deadLetters()).reasons())
          .containsEntry("rule some-cents: false", (int) invalid / 2)
          .hasSize(2);
    }
    assertThat(gateway.ask("ledger", "verify").path("ok").asBoolean()).isTrue();
  }

  /** A block that is compressed and not encrypted begins with the name of its compression. */
  private static void assertEncryptedOnDisk(Lab lab) {
    List<String> shuffled =
        await("what a shuffle leaves on disk")
            .atMost(Duration.ofMinutes(1))
            .pollInterval(Duration.ofMillis(100))
            .until(() -> shuffled(lab), found -> !found.isEmpty());

    assertThat(shuffled).noneMatch(content -> content.contains("LZ4Block"));
  }

  private static List<String> shuffled(Lab lab) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<java.nio.file.Path> files =
        Files.walk(lab.folders().data().resolve("nodemanager/local/usercache"))) {
      for (java.nio.file.Path file :
          files.filter(each -> each.toString().matches(".*/shuffle_[0-9_]+[.]data")).toList()) {
        String content = Files.readString(file, ISO_8859_1);
        if (!content.isEmpty()) {
          found.add(content);
        }
      }
      return found;
    } catch (UncheckedIOException | NoSuchFileException e) {
      return List.of(); // The job deletes what it no longer needs.
    }
  }

  private Gateway gateway(Lab lab) {
    Map<String, Object> files =
        Map.of(
            "path",
            pipeline.output(),
            "format",
            "json",
            "compression",
            "gzip",
            "partition-by",
            List.of("customer"));
    return new Gateway(lab, pipeline)
        .withSection("parse", Map.of("format", "json", "schema", "customer STRING, cents BIGINT"))
        .withSection("validate", Map.of("some-cents", "cents > 0"))
        .withSection("transform", Map.of("sql", SQL))
        .withSection("output", Map.of("files", files));
  }

  /** One in a hundred breaks the rule, and another one is no JSON. */
  private void sendOrders(Lab lab) throws InterruptedException, ExecutionException {
    Map<String, Object> properties = new HashMap<>(lab.kafka(LabUser.ADMIN).configuration());
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < ORDERS; i++) {
        acknowledgements.add(producer.send(new ProducerRecord<>(pipeline.topic(), order(i))));
      }
      for (Future<RecordMetadata> acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
    }
    sent += ORDERS;
  }

  private byte[] order(int number) {
    if (number % 100 == 7) {
      return "{\"customer\":".getBytes(UTF_8);
    }
    String customer = "c" + number % 3;
    long cents = number % 100 == 8 ? -1 : number + 1;
    if (cents > 0) {
      long[] sums = expected.computeIfAbsent("customer=" + customer, name -> new long[2]);
      sums[0]++;
      sums[1] += cents;
    }
    return "{\"customer\":\"%s\",\"cents\":%d}".formatted(customer, cents).getBytes(UTF_8);
  }

  /** The sums of all batches by folder. */
  private Map<String, long[]> results(FileSystem fs) throws IOException {
    Map<String, long[]> found = new TreeMap<>();
    RemoteIterator<LocatedFileStatus> files = fs.listFiles(new Path(pipeline.output()), true);
    while (files.hasNext()) {
      Path file = files.next().getPath();
      assertThat(file.getName()).endsWith(".json.gz");
      long[] sums = found.computeIfAbsent(file.getParent().getName(), name -> new long[2]);
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(new GZIPInputStream(fs.open(file)), UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode row = JSON.readTree(line);
          sums[0] += row.path("orders").asLong();
          sums[1] += row.path("cents").asLong();
        }
      }
    }
    return found;
  }
}
