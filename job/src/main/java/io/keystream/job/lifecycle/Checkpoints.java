package io.keystream.job.lifecycle;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.received.LogReceiver;
import io.keystream.job.received.ReceiverSettings;
import io.keystream.job.source.ReceiverSet;
import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.streaming.Duration;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides between Spark's checkpoint and a new start from the ledger.
 *
 * <p>A checkpoint holds serialized objects and the settings of the start that wrote it, so it is
 * used only by the same jar and pipeline. In every other case nothing is lost, because positions
 * come from the ledger.
 */
@SuppressWarnings("deprecation") // Spark discourages streams it nevertheless maintains.
final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String FILE_PREFIX = "checkpoint-";

  private final HomeFiles files;
  private final Home home;

  Checkpoints(HomeFiles files, Home home) {
    this.files = files;
    this.home = home;
  }

  /** The context to start: restored where that is possible, otherwise new. */
  JavaStreamingContext restoreOrCreate(
      SparkConf settings, PipelineConfig pipeline, String fingerprint) throws IOException {
    Path folder = home.checkpoint(fingerprint);
    dropOthers(fingerprint);
    if (hasCheckpoint(folder)) {
      try {
        JavaStreamingContext restored = new JavaStreamingContext(folder.toString());
        LOG.info("Restored the checkpoint {}", folder);
        return restored;
      } catch (Exception e) {
        if (!isUnreadable(e)) {
          throw e;
        }
        LOG.warn("Checkpoint {} cannot be read; starting from the ledger", folder, e);
        files.delete(folder);
      }
    }
    files.makeFolder(folder);
    return create(settings, pipeline, folder);
  }

  /** Forgets the checkpoint after a stop with nothing left to do: the ledger holds it all. */
  void retire(String fingerprint) throws IOException {
    files.delete(home.checkpoint(fingerprint));
  }

  private static JavaStreamingContext create(
      SparkConf settings, PipelineConfig pipeline, Path folder) {
    Duration interval = new Duration(pipeline.batchInterval().toMillis());
    JavaStreamingContext context = new JavaStreamingContext(settings, interval);
    context.checkpoint(folder.toString());
    for (ReceiverSettings receiver : ReceiverSet.of(pipeline)) {
      context.receiverStream(new LogReceiver(receiver));
    }
    BatchTicks ticks = new BatchTicks(context.ssc());
    JavaInputDStream.fromInputDStream(ticks, ticks.tag()).foreachRDD(new CommitBatch());
    return context;
  }

  private boolean hasCheckpoint(Path folder) throws IOException {
    return files.list(folder).stream()
        .anyMatch(status -> status.getPath().getName().startsWith(FILE_PREFIX));
  }

  /** What another jar or pipeline left behind. Without receivers it holds nothing of worth. */
  private void dropOthers(String fingerprint) throws IOException {
    for (FileStatus status : files.list(home.checkpoints())) {
      if (!status.getPath().getName().equals(fingerprint)) {
        files.delete(status.getPath());
      }
    }
  }

  /** Spark's Scala code throws it without declaring it. */
  private static boolean isUnreadable(Exception failure) {
    return failure instanceof SparkException
        && String.valueOf(failure.getMessage()).startsWith("Failed to read checkpoint");
  }
}
