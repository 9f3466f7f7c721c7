package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.TestHome;
import io.keystream.job.lifecycle.CredentialRecorder.Seen;
import io.keystream.security.token.Credential;
import io.keystream.security.token.Credential.Renewer;
import io.keystream.security.token.HeldToken;
import io.keystream.security.token.OwnToken;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialRecorderTest {
  @TempDir private Path folder;

  private final MovableClock clock = new MovableClock();
  private final FakeDriver driver = new FakeDriver();
  private Control control;
  private int operations;

  @BeforeEach
  void openControl() {
    TestHome home = new TestHome(folder.resolve("home"));
    control = new Control(home.files(operation -> operations++), home.home());
  }

  @Test
  void writesDownWhatTheDriverHolds() throws Exception {
    driver.hold("a");

    recorder(1).look();

    RecordedCredentials recorded = control.credentials().orElseThrow();
    assertThat(recorded.applicationId()).isEqualTo("application_1_1");
    assertThat(recorded.recordedAt()).isEqualTo(clock.instant());
    assertThat(recorded.held()).isEqualTo(driver.seen.held());
    assertThat(recorded.own()).isEqualTo(driver.seen.own());
  }

  @Test
  void writesNothingBeforeTheDriverHasLooked() throws Exception {
    recorder(1).look();

    assertThat(control.credentials()).isEmpty();
  }

  @Test
  void writesOnlyWhatIsNew() throws Exception {
    driver.hold("a");
    CredentialRecorder recorder = recorder(1);
    recorder.look();
    RecordedCredentials first = control.credentials().orElseThrow();
    clock.advance(Duration.ofMinutes(1));
    recorder.look();
    operations = 0;
    recorder.look();
    assertThat(operations).as("operations of a look that finds nothing new").isEqualTo(1);
    assertThat(control.credentials()).contains(first);

    driver.hold("b");
    recorder.look();

    assertThat(control.credentials().orElseThrow().held().get(0).id()).isEqualTo("b");
  }

  @Test
  void keepsTheTokensOfTheDriversBefore() throws Exception {
    driver.hold("a");
    recorder(1).look();
    driver.hold("b");

    recorder(2).look();

    assertThat(control.credentials().orElseThrow().own())
        .extracting(OwnToken::id)
        .containsExactly("a", "b");
  }

  @Test
  void keepsOnlySoManyTokens() throws Exception {
    CredentialRecorder recorder = recorder(1);
    for (int number = 0; number < 510; number++) {
      driver.hold("t" + number);
      recorder.look();
    }

    assertThat(control.credentials().orElseThrow().own())
        .extracting(OwnToken::id)
        .hasSize(500)
        .contains("t10", "t509")
        .doesNotContain("t9");
  }

  @Test
  void aDriverThatWasReplacedLeavesWhatTheNewerOneWrote() throws Exception {
    driver.hold("a");
    recorder(2).look();
    driver.hold("b");

    recorder(1).look();

    assertThat(control.credentials().orElseThrow().held().get(0).id()).isEqualTo("a");
  }

  @Test
  void handsARequestOnOnceAndTakesItBackWhenItIsAnswered() throws Exception {
    driver.hold("a");
    CredentialRecorder recorder = recorder(1);
    control.requestRenewal(new Control.RenewalRequest("7", "operator", clock.instant()));
    recorder.look();
    recorder.look();
    assertThat(driver.asked).containsExactly("7");
    assertThat(control.renewalRequest()).isPresent();

    driver.renewal = new RecordedCredentials.Renewal("7", clock.instant(), "KDC");
    driver.hold("a");
    recorder.look();

    assertThat(control.renewalRequest()).isEmpty();
    assertThat(control.credentials().orElseThrow().renewal().failure()).isEqualTo("KDC");
  }

  private CredentialRecorder recorder(long epoch) {
    return new CredentialRecorder(
        driver,
        control,
        new CredentialRecorder.Recorded("application_1_1", () -> epoch, List::of),
        Optional.empty(),
        clock);
  }

  private final class FakeDriver implements CredentialRecorder.Driver {
    private final List<String> asked = new ArrayList<>();
    private RecordedCredentials.Renewal renewal;
    private Seen seen;

    private void hold(String id) {
      Credential row =
          new Credential(
              HeldToken.KAFKA,
              "kafka",
              "driver",
              null,
              id,
              clock.instant(),
              null,
              null,
              0,
              0,
              Renewer.SPARK,
              null,
              null);
      OwnToken own = new OwnToken(HeldToken.KAFKA, "kafka", id, id, clock.instant());
      seen = new Seen(0, List.of(row), List.of(own), renewal);
    }

    @Override
    public Optional<Seen> seen() {
      return Optional.ofNullable(seen);
    }

    @Override
    public void renew(Control.RenewalRequest request) {
      asked.add(request.id());
    }
  }
}
