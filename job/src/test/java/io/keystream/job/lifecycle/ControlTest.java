package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.ledger.Interruptions;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.ledger.TestHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTest {
  private static final Instant TIME = Instant.parse("2026-01-31T10:15:30Z");
  private static final Control.Stopped STOPPED = new Control.Stopped("application_1_2", 42, TIME);
  private static final Control.LastFailure FAILURE =
      new Control.LastFailure(12, "fenced \"by\" another\ndriver", "application_1_2", 3, TIME);

  @TempDir private Path folder;
  private TestHome home;
  private Control control;

  @BeforeEach
  void openControl() {
    home = new TestHome(folder.resolve("home"));
    control = new Control(home.files(), home.home());
  }

  @Test
  void nothingIsSaidAtFirst() throws Exception {
    assertThat(control.stopRequested()).isFalse();
    assertThat(control.stopped()).isEmpty();
    assertThat(control.lastFailure()).isEmpty();
    control.clear();
  }

  @Test
  void aStopRequestIsSeenByTheJob() throws Exception {
    control.requestStop(new Control.StopRequest("operator", TIME));

    assertThat(new Control(home.files(), home.home()).stopRequested()).isTrue();
  }

  @Test
  void whatTheJobRecordsIsReadAsItWasWritten() throws Exception {
    control.recordStopped(STOPPED);
    control.recordFailure(FAILURE);

    assertThat(control.stopped()).contains(STOPPED);
    assertThat(control.lastFailure()).contains(FAILURE);
  }

  @Test
  void theNewestFailureCounts() throws Exception {
    control.recordFailure(FAILURE);
    Control.LastFailure newer = new Control.LastFailure(15, "other", "application_1_3", 4, TIME);
    control.recordFailure(newer);

    assertThat(control.lastFailure()).contains(newer);
  }

  @Test
  void clearingTakesBackAllThatWasSaid() throws Exception {
    control.requestStop(new Control.StopRequest("operator", TIME));
    control.recordStopped(STOPPED);
    control.recordFailure(FAILURE);

    control.clear();

    assertThat(control.stopRequested()).isFalse();
    assertThat(control.stopped()).isEmpty();
    assertThat(control.lastFailure()).isEmpty();
  }

  @Test
  void aStopThatIsAskedForWhileTheWatchdogSubmitsIsKept() throws Exception {
    control.requestStop(new Control.StopRequest("operator", TIME));
    control.recordFailure(FAILURE);

    control.clearRun();

    assertThat(control.stopRequest()).contains(new Control.StopRequest("operator", TIME));
    assertThat(control.lastFailure()).isEmpty();
  }

  @Test
  void theWatchdogBeginsAnewWhenAnOperatorSubmits() throws Exception {
    assertThat(control.watchdog()).isEqualTo(Control.WatchdogNotes.NONE);
    Control.WatchdogNotes notes = new Control.WatchdogNotes(List.of(TIME, TIME), TIME);
    control.recordWatchdog(notes);
    Control.Submitted submitted =
        new Control.Submitted("application_1_2", "0.1.0-a", "operator", TIME);
    control.recordSubmitted(submitted);
    assertThat(control.watchdog()).isEqualTo(notes);

    control.clear();

    assertThat(control.watchdog()).isEqualTo(Control.WatchdogNotes.NONE);
    assertThat(control.submitted()).contains(submitted);
  }

  @Test
  void aReaderNeverSeesAMessageInTheMaking() throws Exception {
    control.recordFailure(FAILURE);
    Control killed = new Control(home.files(new Interruptions.Kill("rename", 0)), home.home());
    Control.LastFailure newer = new Control.LastFailure(15, "other", "application_1_3", 4, TIME);

    assertThatThrownBy(() -> killed.recordFailure(newer)).isInstanceOf(Interruptions.Killed.class);

    assertThat(control.lastFailure()).contains(FAILURE);
  }

  @Test
  void aDamagedMessageIsNamed() throws Exception {
    control.recordFailure(FAILURE);
    Path file = home.local(home.home().control()).resolve("last-failure.json");
    Files.writeString(file, "{\"exit_code\":");

    assertThatThrownBy(control::lastFailure)
        .isInstanceOf(LedgerException.class)
        .hasMessageMatching(".*/control/last-failure.json is damaged: (?s).*");
  }
}
