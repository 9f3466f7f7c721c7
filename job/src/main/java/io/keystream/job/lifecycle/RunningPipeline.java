package io.keystream.job.lifecycle;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.ledger.Epoch;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.output.Outputs;
import io.keystream.job.output.Publisher;
import io.keystream.job.output.StagedBatch;
import io.keystream.job.source.GroupOffsets;
import io.keystream.job.source.KafkaSource;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipeline this driver runs, with everything that must not be in a checkpoint.
 *
 * <p>Spark's stream only plans how far a batch reads. Where it begins is what the ledger says, so
 * that a batch replayed from a checkpoint, planned twice or never finished is neither repeated nor
 * left out.
 */
final class RunningPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(RunningPipeline.class);

  /** Restored streams find it here: they are deserialized, not made. */
  private static volatile RunningPipeline current;

  private final PipelineConfig pipeline;
  private final String fingerprint;
  private final Home home;
  private final Epoch epoch;
  private final Ledger ledger;
  private final Control control;
  private final Publisher publisher;
  private final KafkaSource source;
  private final Clock clock;
  private Outputs outputs;
  private GroupOffsets groupOffsets;
  private boolean firstBatchDone;

  private RunningPipeline(
      PipelineConfig pipeline, String fingerprint, Home home, HomeFiles files, Epoch epoch)
      throws IOException {
    this.pipeline = pipeline;
    this.fingerprint = fingerprint;
    this.home = home;
    this.epoch = epoch;
    this.ledger = Ledger.open(files, home, epoch);
    this.control = new Control(files, home);
    this.publisher = new Publisher(files, home);
    this.source = new KafkaSource(pipeline.source());
    this.clock = Clock.systemUTC();
  }

  /**
   * Takes over from whichever driver ran before: finishes publishing what it committed, and drops
   * what it only staged.
   */
  static RunningPipeline takeOver(
      PipelineConfig pipeline, String fingerprint, Home home, HomeFiles files, Epoch epoch)
      throws IOException {
    RunningPipeline running = new RunningPipeline(pipeline, fingerprint, home, files, epoch);
    if (running.ledger.last().isPresent()) {
      running.publisher.publish(running.ledger.last().get());
    }
    running.publisher.discardStaged(epoch.number());
    current = running;
    return running;
  }

  static RunningPipeline current() {
    if (current == null) {
      throw new IllegalStateException("No pipeline runs in this process; is this the driver?");
    }
    return current;
  }

  long epoch() {
    return epoch.number();
  }

  synchronized long lastSequence() {
    return ledger.nextSequence() - 1;
  }

  /** The driver's consumer, positioned where the ledger ends. */
  synchronized Consumer<byte[], byte[]> openConsumer() throws IOException {
    Consumer<byte[], byte[]> consumer = source.openConsumer();
    try {
      List<OffsetSpan> start = source.startingPositions(consumer, ledger.positions());
      if (ledger.last().isEmpty()) {
        ledger.commit(entry(clock.instant(), start, List.of(), RecordCounts.NONE));
      }
      start.forEach(span -> consumer.seek(span.topicPartition(), span.from()));
      return consumer;
    } catch (IOException | RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /**
   * Runs a batch up to the planned offsets, if there is anything new before them.
   *
   * @param planned for each partition how far to read; where to begin is not looked at
   */
  synchronized void run(JavaSparkContext context, Instant batchTime, List<OffsetSpan> planned)
      throws IOException {
    process(context, batchTime, planned);
    if (!firstBatchDone) {
      control.recordRunning(
          new Control.Running(context.sc().applicationId(), epoch.number(), clock.instant()));
      firstBatchDone = true;
    }
  }

  private void process(JavaSparkContext context, Instant batchTime, List<OffsetSpan> planned)
      throws IOException {
    List<OffsetSpan> spans = BatchPlan.since(ledger.positions(), planned);
    List<OffsetSpan> moving = spans.stream().filter(span -> span.count() > 0).toList();
    if (moving.isEmpty()) {
      return;
    }
    StagedBatch batch =
        outputs(context)
            .stage(source.records(context, moving), epoch.number(), ledger.nextSequence());
    HaltPoint.STAGED.reached(epoch.number());
    LedgerEntry entry = entry(batchTime, spans, batch.outputs(), batch.counts());
    ledger.commit(entry);
    HaltPoint.COMMITTED.reached(epoch.number());
    publisher.publish(entry);
    HaltPoint.PUBLISHED.reached(epoch.number());
    groupOffsets().publish(moving);
    LOG.info("Committed entry {} of batch {}: {}", entry.sequence(), batchTime, entry.records());
  }

  void close() {
    if (groupOffsets != null) {
      groupOffsets.close();
    }
  }

  private LedgerEntry entry(
      Instant batchTime,
      List<OffsetSpan> spans,
      List<io.keystream.job.ledger.OutputCommit> written,
      RecordCounts counts) {
    return new LedgerEntry(
        ledger.nextSequence(),
        batchTime,
        clock.instant(),
        epoch.number(),
        fingerprint,
        spans,
        written,
        counts,
        ledger.totals().plus(counts));
  }

  private Outputs outputs(JavaSparkContext context) throws IOException {
    if (outputs == null) {
      SparkSession session =
          SparkSession.builder()
              .config(context.getConf())
              .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
              .getOrCreate();
      outputs = new Outputs(home, pipeline, session);
    }
    return outputs;
  }

  private GroupOffsets groupOffsets() {
    if (groupOffsets == null) {
      groupOffsets = new GroupOffsets(pipeline.source());
    }
    return groupOffsets;
  }
}
