package io.keystream.lab.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keystream.lab.LabException;
import io.keystream.lab.LabOptions;
import io.keystream.lab.config.Overrides;
import io.keystream.lab.daemon.Daemon;
import io.keystream.lab.daemon.Prometheus;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.layout.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertWatchTest {
  private static final Path RULES = Path.of("../runbooks/alerts/keystream-alerts.yml");

  /** Below those of every lab there is. */
  private static final int PORT_BASE = 20700;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FACTOR = 60;

  @Test
  void theAlertsThatFireAreNamed() throws IOException {
    String answer =
        """
        {"status": "success", "data": {"alerts": [
          {"labels": {"alertname": "JobDown", "pipeline": "a"}, "state": "pending"},
          {"labels": {"alertname": "NoCommit", "pipeline": "a"}, "state": "firing"}]}}
        """;

    assertThat(AlertWatch.firing(answer)).containsExactly("NoCommit");
  }

  @Test
  void anAlertOfTheRunbooksFiresAndEnds(@TempDir Path folder) throws Exception {
    LabOptions options = new LabOptions(folder, folder, PORT_BASE, 1, Overrides.none());
    Prometheus prometheus = new Prometheus(options, new Folders(folder));
    prometheus.configure(AlertRules.compressed(Files.readString(RULES), FACTOR));
    Textfiles textfiles = Textfiles.serve(folder, Port.TEXTFILES.in(PORT_BASE));
    Process process = started(prometheus.daemon(), folder);
    AlertWatch watch = new AlertWatch(prometheus.url());
    try {
      Files.writeString(folder.resolve("job.prom"), metrics(1));
      watch.awaitMetric("keystream_given_up == 1", PATIENCE);
      watch.awaitFiring("JobGivenUp", PATIENCE);
      assertThatThrownBy(() -> watch.awaitFiring("NoCommit", Duration.ofMillis(1)))
          .isInstanceOf(LabException.class)
          .hasMessage("NoCommit did not fire within 0 s; firing: [JobGivenUp]");

      Files.writeString(folder.resolve("job.prom"), metrics(0));
      watch.awaitQuiet("JobGivenUp", PATIENCE);
    } finally {
      process.destroyForcibly().waitFor();
      textfiles.close();
    }
  }

  private static Process started(Daemon daemon, Path folder) throws Exception {
    Process process =
        new ProcessBuilder(daemon.command())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      await("readiness")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThatCode(daemon.readiness()::check).doesNotThrowAnyException());
      return process;
    } catch (ConditionTimeoutException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static String metrics(int givenUp) {
    return "keystream_given_up{pipeline=\"access-logs\"} " + givenUp + "\n";
  }
}
