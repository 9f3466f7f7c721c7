package io.keystream.job.lifecycle;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.ledger.Epoch;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.LedgerJson;
import io.keystream.job.metrics.BatchListener;
import io.keystream.job.metrics.DriverMetrics;
import io.keystream.job.metrics.HomeMetrics;
import io.keystream.job.metrics.Metric;
import io.keystream.job.shipped.FileKeeper;
import io.keystream.job.shipped.Mailbox;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * The driver: {@code spark-submit --class io.keystream.job.lifecycle.StreamingJob keystream.jar
 * [pipeline.yaml]}.
 *
 * <p>It ends in one of these ways: asked to by the stop marker, after every batch it began is
 * committed; likewise when its sources have an end and it is reached; by SIGTERM, for which Spark's
 * shutdown hook does the same as far as YARN leaves it time; or by a failure, whose exit code and
 * message are kept in {@code control/last-failure.json}.
 */
@SuppressWarnings("deprecation") // Spark discourages streams it nevertheless maintains.
public final class StreamingJob {
  private static final Logger LOG = LoggerFactory.getLogger(StreamingJob.class);
  private static final String PIPELINE_FILE = "pipeline.yaml";
  private static final long STOP_POLL_MILLIS = 1_000;

  /** Tells an operator which driver an epoch is. */
  private record Driver(String applicationId, String attempt, String host, Instant startedAt) {}

  private final PipelineConfig pipeline;
  private final SparkConf settings;
  private final Configuration configuration;
  private final Home home;
  private final HomeFiles files;
  private final Control control;
  private long epoch;

  private StreamingJob(PipelineConfig pipeline, SparkConf settings) throws IOException {
    this.pipeline = pipeline;
    this.settings = settings;
    this.configuration = SparkHadoopUtil.get().newConfiguration(settings);
    this.home = new Home(new org.apache.hadoop.fs.Path(pipeline.home()));
    this.files = new HomeFiles(home, configuration);
    this.control = new Control(files, home);
  }

  /** Runs until the job is stopped or fails. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path file = Path.of(args.length == 0 ? PIPELINE_FILE : args[0]);
    StreamingJob job;
    SparkConf settings = new SparkConf();
    try {
      job = new StreamingJob(load(file), settings);
    } catch (RuntimeException e) {
      throw JobFailure.of(e);
    }
    job.runRecordingFailure();
  }

  private static PipelineConfig load(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new JobFailure(
          ExitCode.CONFIGURATION,
          "No pipeline at "
              + file.toAbsolutePath()
              + ": ship it with spark-submit --files and name it as the first argument");
    }
    return PipelineConfig.load(file);
  }

  private void runRecordingFailure() throws IOException, InterruptedException {
    try {
      SparkSettings.check(asMap(settings));
      SparkSettings.checkCores(asMap(settings), pipeline.receivers());
      run();
    } catch (IOException | RuntimeException e) {
      JobFailure failure = JobFailure.of(e);
      LOG.error("{}", failure.getMessage(), e);
      end(failure);
      throw failure;
    }
  }

  private void run() throws IOException, InterruptedException {
    String fingerprint = Fingerprint.of(pipeline);
    new PatientStart(Clock.systemUTC(), () -> Thread.sleep(STOP_POLL_MILLIS))
        .begin(
            () -> {
              RunningPipeline.takeOver(pipeline, fingerprint, home, files, claim());
              return epoch;
            });
    Checkpoints checkpoints = new Checkpoints(files, home);
    LOG.info("Epoch {} of {} with fingerprint {}", epoch, home.root(), fingerprint);
    JavaStreamingContext context = checkpoints.restoreOrCreate(settings, pipeline, fingerprint);
    RefusedReceivers refused = new RefusedReceivers();
    context.addStreamingListener(refused);
    context.addStreamingListener(
        new BatchListener(DriverMetrics.ofThisProcess(), Clock.systemUTC()));
    Optional<CredentialRecorder> recorder = Optional.empty();
    Optional<SparkTokens> tokens = Optional.empty();
    Optional<FileKeeper> shipped = Optional.empty();
    Optional<MetricsRecorder> measured = Optional.empty();
    try {
      shipped = FileKeeper.keep(pipeline, settings, new Mailbox(files, home), configuration);
      context.start();
      measured = Optional.of(measure(context.sparkContext().sc(), fingerprint));
      tokens = SparkTokens.keep(context.sparkContext().sc());
      recorder = tokens.map(kept -> CredentialRecorder.start(kept, control, recordingDriver()));
      awaitStop(context, refused);
      context.stop(true, true);
    } finally {
      tokens.ifPresent(SparkTokens::close);
      recorder.ifPresent(CredentialRecorder::close);
      measured.ifPresent(MetricsRecorder::close);
      shipped.ifPresent(FileKeeper::close);
      context.stop(true, false);
      RunningPipeline.current().close();
    }
    RunningPipeline running = RunningPipeline.current();
    checkpoints.retire(fingerprint);
    control.recordStopped(
        new Control.Stopped(applicationId(), running.lastSequence(), Instant.now()));
    LOG.info(
        "Stopped {} after entry {}",
        running.finished() ? "at the end of what is to be read" : "as asked",
        running.lastSequence());
  }

  private MetricsRecorder measure(SparkContext context, String fingerprint) {
    DriverMetrics metrics = DriverMetrics.ofThisProcess();
    Clock clock = Clock.systemUTC();
    metrics.show(Metric.EPOCH, () -> (double) RunningPipeline.current().epoch());
    metrics.show(Metric.EXECUTORS_WANTED, settings.getInt("spark.executor.instances", 2));
    // The driver is among them.
    metrics.show(Metric.EXECUTORS, () -> context.statusTracker().getExecutorInfos().length - 1);
    metrics.register();
    return new MetricsRecorder(
            metrics,
            new HomeMetrics(metrics, home, fingerprint, configuration, clock),
            control,
            applicationId(),
            () -> RunningPipeline.current().epoch(),
            clock)
        .start();
  }

  private CredentialRecorder.Recorded recordingDriver() {
    return new CredentialRecorder.Recorded(
        applicationId(),
        () -> RunningPipeline.current().epoch(),
        new DriverCertificates(pipeline.kafkaClusters(), Clock.systemUTC()));
  }

  private Epoch claim() throws IOException {
    Epoch claimed = Epoch.claim(files, home, LedgerJson.write(describe()));
    epoch = claimed.number();
    return claimed;
  }

  /** Returns when a stop is asked for, or nothing is left to do; throws what made a batch fail. */
  private void awaitStop(JavaStreamingContext context, RefusedReceivers refused)
      throws IOException, InterruptedException {
    Outage outage = new Outage(Clock.systemUTC());
    while (!isEnded(outage)) {
      refused.check();
      if (context.awaitTerminationOrTimeout(STOP_POLL_MILLIS)) {
        throw new IllegalStateException("Spark stopped the streaming context by itself");
      }
    }
  }

  /** Not known while the file system is away. */
  private boolean isEnded(Outage outage) throws IOException {
    if (outage.pauses()) {
      return false;
    }
    try {
      if (RunningPipeline.current().away()) {
        RunningPipeline.current().takeOverAgain(this::claim);
      }
      boolean ended = RunningPipeline.current().finished() || control.stopRequested();
      outage.over(epoch);
      return ended;
    } catch (IOException e) {
      if (!HomeOutage.causes(e)) {
        throw e;
      }
      outage.goesOn(e);
      return false;
    }
  }

  /** Leaves YARN to start another attempt only where that could help. */
  private void end(JobFailure failure) throws IOException {
    boolean replaced = failure.exitCode() == ExitCode.FENCED && anotherApplicationRuns();
    if (!replaced) {
      recordFailure(failure);
    }
    if (replaced || failure.exitCode().permanent()) {
      OwnApplication.end(applicationId(), failure.getMessage());
    }
  }

  /** Whether the newest driver is of another application, and not a later attempt of this one. */
  private boolean anotherApplicationRuns() throws IOException {
    Optional<String> newest = Epoch.newestDriver(files, home);
    return newest.isPresent()
        && !LedgerJson.read(newest.get(), Driver.class, home.epochs().toString())
            .applicationId()
            .equals(applicationId());
  }

  private void recordFailure(JobFailure failure) {
    try {
      control.recordFailure(
          new Control.LastFailure(
              failure.exitCode().code(),
              failure.getMessage(),
              applicationId(),
              epoch,
              Instant.now()));
    } catch (IOException | RuntimeException e) {
      LOG.warn("The failure could not be recorded in {}", home.control(), e);
    }
  }

  private Driver describe() throws IOException {
    return new Driver(
        applicationId(),
        settings.get("spark.yarn.app.attemptId", "1"),
        InetAddress.getLocalHost().getHostName(),
        Instant.now());
  }

  private String applicationId() {
    return settings.get("spark.yarn.app.id", "local");
  }

  private static Map<String, String> asMap(SparkConf settings) {
    Map<String, String> map = new HashMap<>();
    for (Tuple2<String, String> setting : settings.getAll()) {
      map.put(setting._1(), setting._2());
    }
    return map;
  }
}
