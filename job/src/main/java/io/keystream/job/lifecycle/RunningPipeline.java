package io.keystream.job.lifecycle;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.ledger.Epoch;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.metrics.BatchMetrics;
import io.keystream.job.metrics.DriverMetrics;
import io.keystream.job.output.StagedBatch;
import io.keystream.job.source.BatchPlan;
import io.keystream.job.source.ReadFailure;
import io.keystream.job.source.SourceSet;
import io.keystream.job.source.TopicState;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipeline this driver runs, with everything that must not be in a checkpoint.
 *
 * <p>Spark's stream only says when to run a batch. What it reads begins where the ledger ends, so
 * that a batch that is replayed from a checkpoint, planned twice or never finished is neither
 * repeated nor left out.
 */
final class RunningPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(RunningPipeline.class);

  /** Restored streams find it here: they are deserialized, not made. */
  private static volatile RunningPipeline current;

  private final PipelineConfig pipeline;
  private final String fingerprint;
  private final Home home;
  private final HomeFiles files;
  private final Epoch epoch;
  private final Ledger ledger;
  private final EntriesWithMoves entries;
  private final Control control;
  private final BatchMetrics metrics;
  private final Clock clock;
  private final long startedAt;
  private final AtomicLong read = new AtomicLong();
  private volatile long newestPlanned;
  private OpenedPipeline opened;
  private boolean firstBatchDone;
  private boolean proven;
  private volatile boolean finished;
  private volatile boolean away;

  private RunningPipeline(
      PipelineConfig pipeline, String fingerprint, Home home, HomeFiles files, Epoch epoch)
      throws IOException {
    this.pipeline = pipeline;
    this.fingerprint = fingerprint;
    this.home = home;
    this.files = files;
    this.epoch = epoch;
    this.ledger = Ledger.open(files, home, epoch);
    this.control = new Control(files, home);
    this.clock = Clock.systemUTC();
    this.entries = new EntriesWithMoves(ledger, epoch, fingerprint, clock);
    this.startedAt = clock.millis();
    this.metrics = new BatchMetrics(DriverMetrics.ofThisProcess(), ledger.last(), clock);
    ledger.tell(metrics);
  }

  /** Takes over from whichever driver ran before. */
  static RunningPipeline takeOver(
      PipelineConfig pipeline, String fingerprint, Home home, HomeFiles files, Epoch epoch)
      throws IOException {
    RunningPipeline running = new RunningPipeline(pipeline, fingerprint, home, files, epoch);
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

  /**
   * Takes note of a batch that is about to be queued.
   *
   * @return whether it has to run; one of the time before this driver started has not
   */
  boolean plan(long batchTime) {
    newestPlanned = batchTime;
    return batchTime >= startedAt;
  }

  /** Whether all is published that was ever to be read; never without an end of the sources. */
  boolean finished() {
    return finished;
  }

  /** Number of records read since this was last asked for. */
  long takeRead() {
    return read.getAndSet(0);
  }

  /**
   * Runs a batch, unless the file system was away in one before. Then only a new {@link #takeOver}
   * helps: what became of that batch the ledger tells.
   */
  void runUnlessAway(JavaSparkContext context, long batchTime) throws IOException {
    if (away) {
      return;
    }
    try {
      run(context, batchTime);
    } catch (IOException | RuntimeException e) {
      // Before the first batch an error of the configuration is more likely, and somebody watches.
      if (!proven || !HomeOutage.causes(e)) {
        throw e;
      }
      LOG.warn("The batch failed with the file system; waiting until it is back", e);
      away = true;
    } finally {
      LoggedEntry.end(context);
    }
  }

  /** Whether the file system was away, so that this pipeline has to be taken over anew. */
  boolean away() {
    return away;
  }

  /**
   * Takes over from this one, which runs no more batches, in the same process.
   *
   * @param claim claims the next epoch
   * @throws FencedException if another driver took over meanwhile
   */
  RunningPipeline takeOverAgain(EpochClaim claim) throws IOException {
    epoch.ensureOpen();
    RunningPipeline next = takeOver(pipeline, fingerprint, home, files, claim.claim());
    next.proven = true;
    close();
    return next;
  }

  /** Claims an epoch. */
  interface EpochClaim {
    Epoch claim() throws IOException;
  }

  /**
   * Runs a batch: what the topics hold now and the ledger does not. A batch that waited until the
   * next was planned leaves everything to that one.
   */
  synchronized void run(JavaSparkContext context, long batchTime) throws IOException {
    if (batchTime < newestPlanned) {
      return;
    }
    open(context);
    if (!isPublished() || !opened.outputs().references().loaded()) {
      return;
    }
    LoggedEntry.begin(context, ledger.nextSequence());
    TopicState now = opened.sources().now();
    metrics.looked(ledger.positions(), now);
    if (now.bounds().isEmpty()) {
      return;
    }
    Instant time = Instant.ofEpochMilli(batchTime);
    if (!new Repositioning(ledger, opened.sources(), entries).recordsLosses(time, now)) {
      LoggedEntry.begin(context, ledger.nextSequence());
      process(context, time, now);
      answerOperators(context, time);
    }
    recordRunning(context);
    finished = opened.sources().isExhausted(ledger.positions()) && opened.publication().done();
  }

  private void answerOperators(JavaSparkContext context, Instant time) throws IOException {
    if (opened.publication().done()) {
      LoggedEntry.begin(context, ledger.nextSequence());
      opened.replays().run(opened.letterStaging(), time);
    }
    if (opened.publication().done()) {
      LoggedEntry.begin(context, ledger.nextSequence());
      EntryStaging reading =
          new EntryReading(context, pipeline, opened.sources(), opened.outputs());
      opened.repairs().run(reading, time);
    }
  }

  private boolean isPublished() throws IOException {
    boolean done = opened.publication().done();
    if (done) {
      metrics.published();
    }
    return done;
  }

  private void recordRunning(JavaSparkContext context) throws IOException {
    if (!firstBatchDone) {
      control.recordRunning(
          new Control.Running(context.sc().applicationId(), epoch.number(), clock.instant()));
      firstBatchDone = true;
      proven = true;
    }
  }

  private void process(JavaSparkContext context, Instant time, TopicState now) throws IOException {
    List<OffsetSpan> spans = opened.sources().limit(BatchPlan.unread(ledger.positions(), now));
    List<OffsetSpan> moving = spans.stream().filter(span -> span.count() > 0).toList();
    if (moving.isEmpty()) {
      return;
    }
    Instant begin = clock.instant();
    Optional<StagedBatch> batch = stage(context, moving, now);
    if (batch.isEmpty()) {
      return;
    }
    metrics.staged(batch.get().oldestRecord());
    HaltPoint.STAGED.reached(epoch.number());
    LedgerEntry entry = entries.reading(time, now, spans, batch.get());
    ledger.commit(entry);
    HaltPoint.COMMITTED.reached(epoch.number());
    opened.publication().add(entry);
    if (isPublished()) {
      HaltPoint.PUBLISHED.reached(epoch.number());
    }
    read.addAndGet(entry.records().read());
    opened.sources().committed(moving, Duration.between(begin, clock.instant()));
    LOG.info("Committed entry {} of batch {}: {}", entry.sequence(), time, entry.records());
  }

  /**
   * Nothing if the brokers made the batch fail, or a topic was created anew meanwhile: then the
   * next one reads the same again, or finds it lost.
   */
  private Optional<StagedBatch> stage(
      JavaSparkContext context, List<OffsetSpan> spans, TopicState now) {
    SourceSet sources = opened.sources();
    return ReadFailure.unlessIn(
            () ->
                opened
                    .outputs()
                    .stage(sources.records(context, spans), epoch.number(), ledger.nextSequence()))
        .filter(batch -> sources.hasStill(spans, now))
        .map(batch -> batch.after(ledger.last().orElseThrow()));
  }

  void close() {
    if (opened == null) {
      return;
    }
    if (opened.publication().isWaiting()) {
      LOG.warn("Entry {} is committed; the next start delivers it", lastSequence());
    }
    opened.close();
  }

  /** In the first batch, because a restored context brings the settings of the one before. */
  private void open(JavaSparkContext context) throws IOException {
    if (opened == null) {
      opened = OpenedPipeline.open(context, pipeline, fingerprint, files, home, epoch, ledger);
    }
  }
}
