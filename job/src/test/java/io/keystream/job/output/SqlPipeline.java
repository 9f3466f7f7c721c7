package io.keystream.job.output;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.PipelineYaml;
import io.keystream.job.enrich.References;
import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.output.LocalSpark.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A pipeline with SQL and the records it is tested with: {@value #RECORDS} in {@value #PARTITIONS}
 * partitions, their {@code n} being 0 and up, of which every fifth is no JSON.
 */
final class SqlPipeline {
  static final int RECORDS = 30;
  static final int PARTITIONS = 3;
  static final int DEAD = 6;
  static final int VALID = RECORDS - DEAD;

  /** Records read from the source, by any attempt of any task. */
  static final AtomicLong READ = new AtomicLong();

  private final LocalSpark spark;
  private final Path folder;
  private final TestHome home;
  private final Outputs outputs;
  private long sequence;

  /**
   * Prepares the outputs.
   *
   * @param sections sections of pipeline.yaml, complete lines
   * @param files lines of {@code output.files} besides the path
   */
  SqlPipeline(LocalSpark spark, Path folder, String sections, String... files) throws IOException {
    this.spark = spark;
    this.folder = folder;
    this.home = new TestHome(folder.resolve("home"));
    PipelineYaml yaml =
        PipelineYaml.in(folder)
            .section("parse", "format: json", "schema: \"ts TIMESTAMP, user STRING, n INT\"")
            .files(files);
    PipelineConfig config = PipelineConfig.parse(yaml.text() + sections, "test");
    this.outputs = new Outputs(home.home(), "id", config, spark.session());
  }

  /** A pipeline whose transform is this. */
  static SqlPipeline of(LocalSpark spark, Path folder, String sql) throws IOException {
    return new SqlPipeline(spark, folder, "transform:\n  sql: \"" + sql + "\"\n");
  }

  /** Stages and publishes all records. */
  StagedBatch run() throws IOException {
    return run(0);
  }

  /** The same, while the first attempts of every task that reads a source fail in its middle. */
  StagedBatch run(int failingAttempts) throws IOException {
    READ.set(0);
    return publish(
        spark.records(sources(), PARTITIONS).mapPartitions(new Observed(failingAttempts)));
  }

  /** Stages and publishes records. */
  StagedBatch run(List<Source> sources) throws IOException {
    return publish(spark.records(sources, PARTITIONS));
  }

  /** What rows are joined with. */
  References references() {
    return outputs.references();
  }

  Dataset<Row> rows() {
    return spark.session().read().parquet(folder.resolve("out").toString());
  }

  Dataset<Row> deadLetters() {
    return spark.session().read().parquet(folder.resolve("dead").toString());
  }

  /** All files that readers find. */
  List<Path> published() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String output : List.of("out", "dead")) {
      Path root = folder.resolve(output);
      if (Files.exists(root)) {
        try (Stream<Path> files = Files.walk(root)) {
          files.filter(path -> path.toString().endsWith(".parquet")).forEach(found::add);
        }
      }
    }
    return found;
  }

  private StagedBatch publish(JavaRDD<ConsumerRecord<byte[], byte[]>> records) throws IOException {
    sequence++;
    StagedBatch batch = outputs.stage(records, 1, sequence);
    new Publisher(home.files(), home.home())
        .publish(
            Entries.entry(
                sequence, 1, List.of(), batch.outputs(), batch.counts(), RecordCounts.NONE));
    return batch;
  }

  private static List<Source> sources() {
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      String json = "{\"ts\":\"2026-01-31T10:15:30Z\",\"user\":\"u%d,v\",\"n\":%d}".formatted(i, i);
      sources.add(new Source(i / 10, i, i % 5 == 4 ? "no JSON" : json));
    }
    return sources;
  }

  /** Counts what is read, and fails after five records in the first attempts of a task. */
  private static final class Observed
      implements FlatMapFunction<
          Iterator<ConsumerRecord<byte[], byte[]>>, ConsumerRecord<byte[], byte[]>> {
    private static final long serialVersionUID = 1L;

    private final int failingAttempts;

    Observed(int failingAttempts) {
      this.failingAttempts = failingAttempts;
    }

    @Override
    public Iterator<ConsumerRecord<byte[], byte[]>> call(
        Iterator<ConsumerRecord<byte[], byte[]>> records) {
      return new Iterator<>() {
        private int read;

        @Override
        public boolean hasNext() {
          return records.hasNext();
        }

        @Override
        public ConsumerRecord<byte[], byte[]> next() {
          READ.incrementAndGet();
          if (++read > 5 && TaskContext.get().attemptNumber() < failingAttempts) {
            throw new IllegalStateException("attempt fails after 5 records");
          }
          return records.next();
        }
      };
    }
  }
}
