package io.keystream.job.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpositionTest {
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

  @TempDir private Path folder;

  @Test
  void writesEachMetricOnceWithItsValuesInOrder() {
    String text =
        Exposition.write(
            "access-logs",
            List.of(
                Sample.of(Metric.LAG_RECORDS, 12, "access", "1"),
                Sample.of(Metric.UP, 1),
                Sample.of(Metric.LAG_RECORDS, 0, "access", "0"),
                Sample.of(Metric.COMMIT_SECONDS, 0.25)));

    assertThat(text.lines().filter(line -> !line.startsWith("# HELP")))
        .containsExactly(
            "# TYPE keystream_up gauge",
            "keystream_up{pipeline=\"access-logs\"} 1",
            "# TYPE keystream_lag_records gauge",
            "keystream_lag_records{pipeline=\"access-logs\",topic=\"access\",partition=\"0\"} 0",
            "keystream_lag_records{pipeline=\"access-logs\",topic=\"access\",partition=\"1\"} 12",
            "# TYPE keystream_commit_seconds gauge",
            "keystream_commit_seconds{pipeline=\"access-logs\"} 0.25");
    assertThat(text).endsWith("\n");
  }

  @Test
  void escapesWhatEndsALabel() {
    String text =
        Exposition.write("a", List.of(Sample.of(Metric.REFERENCE_ROWS, 1, "q\"u\\o\nte")));

    assertThat(text).contains("reference=\"q\\\"u\\\\o\\nte\"} 1\n");
  }

  @Test
  void whatADriverWroteDownIsReadAsItWas() {
    List<Sample> samples = oneOfEach();

    List<Sample> read = RecordedMetrics.of("application_1_1", 1, Instant.EPOCH, samples).samples();

    assertThat(read).containsExactlyInAnyOrderElementsOf(samples);
  }

  @Test
  void prometheusAcceptsEveryMetric() throws Exception {
    assumeTrue(Files.isExecutable(PROMTOOL), "no promtool here: ./kit setup installs it");

    assertThat(promtool(Exposition.write("access-logs", oneOfEach()))).isEmpty();
    assertThat(promtool("keystream_up{pipeline=access-logs} 1\n"))
        .as("what promtool says of a text that is none")
        .contains("error");
  }

  private String promtool(String text) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("metrics.prom"), text);
    Process process =
        new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
            .redirectInput(file.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private static List<Sample> oneOfEach() {
    return Arrays.stream(Metric.values())
        .map(metric -> new Sample(metric, metric.labels(), 1.5))
        .toList();
  }
}
