package io.keystream.job.lifecycle;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.hive.HiveTables;
import io.keystream.job.ledger.Epoch;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.PipelineId;
import io.keystream.job.output.DeadLetterReplay;
import io.keystream.job.output.LetterStaging;
import io.keystream.job.output.Outputs;
import io.keystream.job.output.Publisher;
import io.keystream.job.sink.Deliveries;
import io.keystream.job.source.ForgottenLogs;
import io.keystream.job.source.SourceSet;
import java.io.IOException;
import java.time.Clock;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** What a pipeline reads, writes and publishes with, and what answers its operators. */
record OpenedPipeline(
    SourceSet sources,
    Outputs outputs,
    Publication publication,
    DeadLetterReplays replays,
    LetterStaging letterStaging,
    EntryRepairs repairs)
    implements AutoCloseable {

  /**
   * Opens it all, and begins to load what rows are joined with. To be closed.
   *
   * @param context of the stream, whose settings count
   */
  static OpenedPipeline open(
      JavaSparkContext context,
      PipelineConfig pipeline,
      String fingerprint,
      HomeFiles files,
      Home home,
      Epoch epoch,
      Ledger ledger)
      throws IOException {
    SparkSession session =
        SparkSession.builder()
            .config(context.getConf())
            .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
            .getOrCreate();
    Outputs outputs = new Outputs(home, PipelineId.of(files, home), pipeline, session);
    Deliveries deliveries = new Deliveries(context, files, home, outputs.targets());
    Clock clock = Clock.systemUTC();
    HiveTables tables = HiveTables.of(pipeline, context.hadoopConfiguration(), clock);
    Publisher publisher = new Publisher(files, home, deliveries, tables);
    Publication publication = new Publication(publisher, ledger.last(), epoch.number(), clock);
    String letters = pipeline.deadLetters().path();
    DeadLetterReplays replays =
        new DeadLetterReplays(files, home, epoch, ledger, publication, fingerprint, letters);
    LetterStaging letterStaging = new DeadLetterReplay(home, outputs, letters, session);
    EntryRepairs repairs = new EntryRepairs(files, home, epoch, ledger, publication, fingerprint);
    SourceSet sources = sources(context, pipeline, files, home, epoch, ledger);
    outputs.references().start();
    return new OpenedPipeline(sources, outputs, publication, replays, letterStaging, repairs);
  }

  private static SourceSet sources(
      JavaSparkContext context,
      PipelineConfig pipeline,
      HomeFiles files,
      Home home,
      Epoch epoch,
      Ledger ledger)
      throws IOException {
    ForgottenLogs.refuse(pipeline, ledger.positions(), context.hadoopConfiguration());
    SourceSet sources =
        SourceSet.connect(pipeline, files, home, epoch, context.hadoopConfiguration());
    try {
      sources.resume(ledger.positions());
    } catch (RuntimeException e) {
      sources.close();
      throw e;
    }
    return sources;
  }

  @Override
  public void close() {
    outputs.references().close();
    sources.close();
  }
}
