package io.keystream.job.shipped;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.source.KafkaClients;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks, as long as the driver runs, for files that are to replace shipped ones. */
public final class FileKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileKeeper.class);
  private static final String STAGING = "SPARK_YARN_STAGING_DIR";
  private static final long LOOK_MILLIS = 1_000;

  private final TakeUp takeUp;
  private final Thread thread;
  private boolean failing;

  private FileKeeper(TakeUp takeUp) {
    this.takeUp = takeUp;
    this.thread = new Thread(this::lookUntilClosed, "file-keeper");
    thread.setDaemon(true);
  }

  /**
   * Keeps the files of this driver until closed. Nothing where it is not in a container of YARN:
   * there it has no copies, but the operator's own files.
   */
  public static Optional<FileKeeper> keep(
      PipelineConfig pipeline, SparkConf settings, Mailbox mailbox, Configuration configuration)
      throws IOException {
    String staging = System.getenv(STAGING);
    if (staging == null) {
      return Optional.empty();
    }
    FileKeeper keeper =
        new FileKeeper(
            TakeUp.begin(
                mailbox,
                FilesOfContainer.of(pipeline, settings, KafkaClients::withoutToken),
                new StagedCopies(new Path(staging), configuration),
                settings.get("spark.yarn.app.id"),
                settings.get("spark.yarn.app.attemptId", "1"),
                Clock.systemUTC()));
    keeper.thread.start();
    return Optional.of(keeper);
  }

  private void lookUntilClosed() {
    try {
      while (true) {
        Thread.sleep(LOOK_MILLIS);
        look();
      }
    } catch (InterruptedException e) {
      LOG.debug("No file is taken up any more");
    }
  }

  /** Tells of the first of several failures: an outage of the file system has its own messages. */
  private void look() {
    try {
      takeUp.look();
      failing = false;
    } catch (IOException | RuntimeException e) {
      if (!failing) {
        LOG.warn("Not known whether files are to be taken up; looking again every second", e);
      }
      failing = true;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
