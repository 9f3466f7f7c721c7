package io.keystream.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.lab.audit.ParquetRows;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.process.CommandResult;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Joins the files of a running job in HDFS, and counts its rows all the while. */
@ExtendWith(LabExtension.class)
class CompactIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int PARTS = 4;
  private static final int WAVE = 40;

  private final Pipeline pipeline = Pipeline.of("compact", "1s");
  private final AtomicBoolean ended = new AtomicBoolean();
  private long sent;

  @Test
  void readersSeeEachRowOnceWhileFilesAreJoined(Lab lab) throws Exception {
    pipeline.prepare(lab, 2);
    CommitWatch watch = CommitWatch.of(lab, pipeline);
    Gateway gateway = gateway(lab);
    gateway.deployWithoutPreflight();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      Future<Long> sender = threads.submit(() -> send(lab));
      await("some entries")
          .atMost(PATIENCE)
          .until(() -> watch.last().map(LedgerEntry::sequence).orElse(0L) > 10);
      Future<Integer> parquet = threads.submit(() -> countAgainAndAgain(fs, "table", watch));
      Future<Integer> json = threads.submit(() -> countAgainAndAgain(fs, "lines", watch));

      killInTheMiddle(fs, gateway);
      assertThat(compact(gateway).path("changed").asBoolean()).isTrue();
      long entries = watch.last().orElseThrow().sequence();
      await("more entries")
          .atMost(PATIENCE)
          .until(() -> watch.last().orElseThrow().sequence() > entries + 3);
      assertThat(byPlaybook(gateway, "--check")).contains("would be joined").contains("changed=1");
      assertThat(byPlaybook(gateway)).contains("joined into").contains("changed=1");
      assertThat(gateway.ask("ledger", "verify", "--read").path("ok").asBoolean()).isTrue();

      ended.set(true);
      sent = sender.get();
      assertThat(parquet.get()).as("countings of Parquet").isPositive();
      assertThat(json.get()).as("countings of JSON").isPositive();
      Commits.awaitRead(watch, sent);
      gateway.require("stop");
      assertThat(compact(gateway).path("failures")).isEmpty();
      JsonNode verified = gateway.ask("ledger", "verify", "--read");
      assertThat(verified.path("ok").asBoolean()).as(verified.toString()).isTrue();
      assertThat(verified.path("warnings")).isEmpty();
      for (String output : List.of("table", "lines")) {
        List<Long> numbers = new ArrayList<>();
        int files = 0;
        for (FileStatus folder : fs.listStatus(new Path(path(output)))) {
          files += visible(fs, folder.getPath()).size();
          numbers.addAll(numbers(fs, folder.getPath()));
        }
        assertThat(numbers).hasSize((int) sent).doesNotHaveDuplicates();
        assertThat(files).as("files of " + output).isLessThanOrEqualTo(3 * PARTS);
      }
    } finally {
      ended.set(true);
      threads.shutdownNow();
    }
  }

  private String path(String output) {
    return pipeline.output() + "/" + output;
  }

  private Gateway gateway(Lab lab) {
    return new Gateway(lab, pipeline)
        .withSection("parse", Map.of("format", "json", "schema", "n BIGINT, part INT"))
        .withOutputs(
            Map.of(
                "table",
                Map.of("files", Map.of("path", path("table"), "partition-by", List.of("part"))),
                "lines",
                Map.of(
                    "files",
                    Map.of(
                        "path",
                        path("lines"),
                        "format",
                        "json",
                        "compression",
                        "gzip",
                        "partition-by",
                        List.of("part")))));
  }

  private static String byPlaybook(Gateway gateway, String... options) {
    List<String> all = new ArrayList<>(List.of("-e", "keystream_service_compact_minutes=0"));
    all.addAll(List.of(options));
    return gateway.require("compact", all.toArray(String[]::new)).stdout();
  }

  private JsonNode compact(Gateway gateway) {
    return gateway.ask("compact", "--min-age", "0");
  }

  /** As soon as it has written down what it is going to do. */
  private void killInTheMiddle(FileSystem fs, Gateway gateway) throws InterruptedException {
    CompletableFuture<CommandResult> run =
        CompletableFuture.supplyAsync(() -> gateway.keystream("compact", "--min-age", "0"));
    Path log = new Path(pipeline.home(), "compactions");
    await("a plan")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> run.isDone() || planned(fs, log));
    List<ProcessHandle> compacting =
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().commandLine().orElse("").contains(" compact --min"))
            .toList();
    assertThat(run.isDone() || !compacting.isEmpty()).as("it is found").isTrue();
    compacting.forEach(ProcessHandle::destroyForcibly);
    assertThat(run.join().exitCode()).as(run.join().stderr()).isIn(137, 0);
  }

  private static boolean planned(FileSystem fs, Path log) throws IOException {
    try {
      for (FileStatus file : fs.listStatus(log)) {
        if (file.getPath().getName().startsWith("plan-")) {
          return true;
        }
      }
    } catch (FileNotFoundException e) {
      // It has not begun.
    }
    return false;
  }

  /** Never fewer than were published before, never more than are committed after, never less. */
  private int countAgainAndAgain(FileSystem fs, String output, CommitWatch watch)
      throws IOException {
    int countings = 0;
    long before = 0;
    while (!ended.get()) {
      // The last one may not be published yet.
      List<LedgerEntry> entries = watch.all();
      long least = entries.get(entries.size() - 2).totals().written();
      long count = 0;
      for (FileStatus folder : fs.listStatus(new Path(path(output)))) {
        count += numbers(fs, folder.getPath()).size();
      }
      long most = watch.last().orElseThrow().totals().written();
      assertThat(count).as(output).isBetween(Math.max(least, before), most);
      before = count;
      countings++;
    }
    return countings;
  }

  /** Lists the folder again if a file is gone since. */
  private static List<Long> numbers(FileSystem fs, Path folder) throws IOException {
    while (true) {
      try {
        List<Long> numbers = new ArrayList<>();
        for (Path file : visible(fs, folder)) {
          if (file.getName().endsWith(".parquet")) {
            readParquet(fs, file, numbers);
          } else {
            readLines(fs, file, numbers);
          }
        }
        return numbers;
      } catch (FileNotFoundException e) {
        // Joined with others.
      }
    }
  }

  /** What engines read of a folder. */
  private static List<Path> visible(FileSystem fs, Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (FileStatus file : fs.listStatus(folder)) {
      if (!file.getPath().getName().startsWith(".") && file.getLen() > 0) {
        files.add(file.getPath());
      }
    }
    return files;
  }

  private static void readParquet(FileSystem fs, Path file, List<Long> numbers) throws IOException {
    try (ParquetReader<Group> reader = ParquetRows.open(fs, file)) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        numbers.add(row.getLong("n", 0));
      }
    }
  }

  private static void readLines(FileSystem fs, Path file, List<Long> numbers) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(new GZIPInputStream(fs.open(file)), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        numbers.add(JSON.readTree(line).path("n").asLong());
      }
    }
  }

  /** A wave after the other has been acknowledged, until it is told to end. */
  private long send(Lab lab) throws InterruptedException, ExecutionException {
    Map<String, Object> properties = new HashMap<>(lab.kafka(LabUser.ADMIN).configuration());
    long count = 0;
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      while (!ended.get()) {
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
        for (int i = 0; i < WAVE; i++, count++) {
          byte[] value = "{\"n\":%d,\"part\":%d}".formatted(count, count % PARTS).getBytes(UTF_8);
          acknowledgements.add(producer.send(new ProducerRecord<>(pipeline.topic(), value)));
        }
        for (Future<RecordMetadata> acknowledgement : acknowledgements) {
          acknowledgement.get();
        }
        Thread.sleep(200);
      }
    }
    return count;
  }
}
