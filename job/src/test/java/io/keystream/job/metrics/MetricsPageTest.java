package io.keystream.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/metrics.md} in step with the metrics. */
class MetricsPageTest {
  private static final String COMMAND =
      "mvn -q -pl job -am test -Dtest=MetricsPageTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dkeystream.docs.update=true";

  @Test
  void pageIsInStepWithTheMetrics() throws IOException {
    Path page = Path.of("..", "docs", "metrics.md");
    String expected = MetricsPage.render(COMMAND);
    if (Boolean.getBoolean("keystream.docs.update")) {
      Files.writeString(page, expected);
    }
    assertThat(page).as("the page of metrics; make it with: %s", COMMAND).exists();
    assertThat(Files.readString(page))
        .as("docs/metrics.md is out of step with the metrics; make it anew with: %s", COMMAND)
        .isEqualTo(expected);
  }
}
