package io.keystream.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.TestHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeMetricsTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir private Path folder;

  private final DriverMetrics metrics = new DriverMetrics();

  @Test
  void tellsSizesAndTheAgeOfTheNewestCheckpoint() throws Exception {
    checkpoint("checkpoint-1", 100);
    checkpoint("checkpoint-2", 40);
    Path log = Files.createDirectories(folder.resolve("received/meters/log"));
    Files.writeString(log.resolve("0"), "12345");

    look();

    assertThat(values())
        .containsEntry(Metric.CHECKPOINT_AGE, 40.0)
        .containsEntry(Metric.RECEIVED_LOG_BYTES, 5.0)
        .containsEntry(Metric.HOME_BYTES, 7.0);
    assertThat(values().get(Metric.HOME_FILES)).as("3 files and 6 folders").isEqualTo(9.0);
  }

  @Test
  void whatIsNotThereIsNotTold() throws Exception {
    Files.createDirectories(folder.resolve("ledger"));

    look();

    assertThat(values()).containsOnlyKeys(Metric.HOME_FILES, Metric.HOME_BYTES);
  }

  private void checkpoint(String name, int secondsAgo) throws Exception {
    Path file = Files.createDirectories(folder.resolve("checkpoint/f")).resolve(name);
    Files.writeString(file, "x");
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofSeconds(secondsAgo))));
  }

  private void look() throws Exception {
    Configuration configuration = new Configuration();
    configuration.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    new HomeMetrics(
            metrics,
            new TestHome(folder).home(),
            "f",
            configuration,
            Clock.fixed(NOW, ZoneOffset.UTC))
        .look();
  }

  private Map<Metric, Double> values() {
    return metrics.samples().stream().collect(Collectors.toMap(Sample::metric, Sample::value));
  }
}
