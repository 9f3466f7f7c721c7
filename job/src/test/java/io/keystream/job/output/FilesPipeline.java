package io.keystream.job.output;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.PipelineYaml;
import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerVerification;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.output.LocalSpark.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;

/** A pipeline of JSON records whose batches are staged, published and verified. */
final class FilesPipeline {
  private final LocalSpark spark;
  private final Path folder;
  private final TestHome home;
  private final Outputs outputs;
  private RecordCounts totals = RecordCounts.NONE;
  private long sequence;

  /**
   * Runs in a folder of its own.
   *
   * @param schema columns as DDL
   * @param files lines of {@code output.files} besides the path
   */
  FilesPipeline(LocalSpark spark, Path folder, String schema, String... files) throws IOException {
    this.spark = spark;
    this.folder = folder;
    this.home = new TestHome(folder.resolve("home"));
    PipelineConfig config =
        PipelineYaml.in(folder)
            .section("parse", "format: json", "schema: \"" + schema + "\"")
            .files(files)
            .config();
    this.outputs = new Outputs(home.home(), "id", config, spark.session());
  }

  /** Stages and publishes records, and verifies what the ledger then says. */
  StagedBatch run(List<Source> records, int tasks) throws IOException {
    sequence++;
    StagedBatch batch = outputs.stage(spark.records(records, tasks), 1, sequence);
    totals = totals.plus(batch.counts());
    LedgerEntry entry =
        Entries.entry(sequence, 1, List.of(), batch.outputs(), batch.counts(), totals);
    new Publisher(home.files(), home.home()).publish(entry);
    Entries.put(home, entry);
    return batch;
  }

  /** What the ledger and the files together have wrong. */
  List<String> problems() throws IOException {
    return LedgerVerification.of(home.files(), home.home()).problems();
  }

  /** The published files, sorted. */
  List<Path> published() throws IOException {
    if (!Files.exists(out())) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(out())) {
      return found
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  Path out() {
    return folder.resolve("out");
  }

  Path deadLetters() {
    return folder.resolve("dead");
  }

  /** Reads as anybody reads who knows the columns. */
  DataFrameReader reader(String columns) {
    return spark.session().read().schema(columns);
  }
}
