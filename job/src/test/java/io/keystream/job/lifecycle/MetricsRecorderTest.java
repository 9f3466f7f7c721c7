package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.TestHome;
import io.keystream.job.metrics.DriverMetrics;
import io.keystream.job.metrics.HomeMetrics;
import io.keystream.job.metrics.Metric;
import io.keystream.job.metrics.RecordedMetrics;
import io.keystream.job.metrics.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsRecorderTest {
  @TempDir private Path folder;

  private final MovableClock clock = new MovableClock();
  private final DriverMetrics metrics = new DriverMetrics();
  private TestHome home;
  private Control control;
  private int operations;

  @BeforeEach
  void openControl() throws Exception {
    home = new TestHome(Files.createDirectories(folder.resolve("home")));
    control = new Control(home.files(operation -> operations++), home.home());
  }

  @Test
  void writesDownWhatTheDriverMeasures() throws Exception {
    metrics.show(Metric.EXECUTORS, 2);

    recorder(3).record();

    RecordedMetrics recorded = control.metrics().orElseThrow();
    assertThat(recorded.applicationId()).isEqualTo("application_1_1");
    assertThat(recorded.epoch()).isEqualTo(3);
    assertThat(recorded.recordedAt()).isEqualTo(clock.instant());
    assertThat(recorded.samples()).contains(Sample.of(Metric.EXECUTORS, 2));
  }

  @Test
  void aDriverThatWasReplacedLeavesWhatTheNewerOneWrote() throws Exception {
    recorder(4).record();
    recorder(3).record();

    assertThat(control.metrics().orElseThrow().epoch()).isEqualTo(4);
  }

  @Test
  void asksTheNameNodeForLittle() throws Exception {
    MetricsRecorder recorder = recorder(1);
    recorder.record();
    clock.advance(Duration.ofSeconds(30));
    operations = 0;

    recorder.record();

    assertThat(operations).as("operations of one record, every 30 s").isLessThanOrEqualTo(6);
  }

  private MetricsRecorder recorder(long epoch) {
    HomeMetrics sizes = new HomeMetrics(metrics, home.home(), "f", new Configuration(), clock);
    return new MetricsRecorder(metrics, sizes, control, "application_1_1", () -> epoch, clock);
  }
}
