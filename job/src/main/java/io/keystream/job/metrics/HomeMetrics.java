package io.keystream.job.metrics;

import io.keystream.job.ledger.Home;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ContentSummary;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Measures the home of a pipeline: one listing at each look, and every {@link #PAUSE} two sums that
 * the NameNode makes.
 */
public final class HomeMetrics {
  static final Duration PAUSE = Duration.ofMinutes(5);

  private final DriverMetrics metrics;
  private final Home home;
  private final Path checkpoint;
  private final Configuration configuration;
  private final Clock clock;
  private Instant summed = Instant.EPOCH;

  /**
   * Measures into {@code metrics}.
   *
   * @param fingerprint the driver's, whose checkpoint is looked at
   */
  public HomeMetrics(
      DriverMetrics metrics,
      Home home,
      String fingerprint,
      Configuration configuration,
      Clock clock) {
    this.metrics = metrics;
    this.home = home;
    this.checkpoint = home.checkpoint(fingerprint);
    this.configuration = configuration;
    this.clock = clock;
  }

  /** Looks once. */
  public void look() throws IOException {
    FileSystem files = home.root().getFileSystem(configuration);
    lookAtCheckpoint(files);
    if (!clock.instant().isBefore(summed.plus(PAUSE))) {
      summed = clock.instant();
      sum(files);
    }
  }

  private void lookAtCheckpoint(FileSystem files) throws IOException {
    FileStatus[] found;
    try {
      found = files.listStatus(checkpoint);
    } catch (FileNotFoundException e) {
      found = new FileStatus[0];
    }
    Arrays.stream(found)
        .filter(FileStatus::isFile)
        .mapToLong(FileStatus::getModificationTime)
        .max()
        .ifPresentOrElse(
            newest -> metrics.show(Metric.CHECKPOINT_AGE, () -> (clock.millis() - newest) / 1000.0),
            () -> metrics.drop(Metric.CHECKPOINT_AGE));
  }

  private void sum(FileSystem files) throws IOException {
    ContentSummary all = files.getContentSummary(home.root());
    metrics.show(Metric.HOME_FILES, all.getFileAndDirectoryCount());
    metrics.show(Metric.HOME_BYTES, all.getLength());
    try {
      ContentSummary received = files.getContentSummary(home.received());
      metrics.show(Metric.RECEIVED_LOG_BYTES, received.getLength());
    } catch (FileNotFoundException e) {
      metrics.drop(Metric.RECEIVED_LOG_BYTES);
    }
  }
}
