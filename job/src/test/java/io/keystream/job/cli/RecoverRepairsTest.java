package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.cli.RecoverFinding.Kind;
import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.RepairAnswer;
import io.keystream.job.ledger.RepairPlan;
import io.keystream.job.ledger.RepairRequests;
import io.keystream.job.ledger.SubmissionLease;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.RecordedCredentials;
import io.keystream.security.token.Credential;
import io.keystream.security.token.HeldToken;
import io.keystream.security.token.Outlook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each repair does to home and ResourceManager, and when it does nothing. */
class RecoverRepairsTest {
  private static final String LAST = Recoveries.APPLICATION;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final LedgerEntry ENTRY = Entries.ofFiles(1, 1, List.of());

  /** What the driver does when it is asked for something. */
  private interface Driver {
    void asked() throws IOException;
  }

  @TempDir private Path folder;
  private final Recoveries known = new Recoveries();
  private TestCluster job;
  private Duration stopping = PATIENCE;
  private Driver driver = () -> {};

  @BeforeEach
  void connect() throws IOException {
    job = new TestCluster(folder);
    Entries.put(job.home(), ENTRY);
  }

  @AfterEach
  void disconnect() {
    job.close();
  }

  @Test
  void aJobThatWasGivenUpIsSubmittedAndItsFirstBatchAwaited() throws Exception {
    job.yarn().givesUp(LAST, "no luck");
    job.control().recordFailure(new Control.LastFailure(15, "no luck", LAST, 1, Recoveries.NOW));

    RecoverOutcome outcome = apply(Kind.SUBMIT);

    assertThat(outcome)
        .isEqualTo(
            new RecoverOutcome(
                true,
                true,
                "submitted application_1_0003, which has finished a batch; the newest entry is 1"));
    assertThat(job.submissions()).isEqualTo(1);
    assertThat(job.control().submitted().orElseThrow().applicationId()).isEqualTo(TestCluster.NEXT);
    assertThat(job.control().lastFailure()).isEmpty();
    SubmissionLease.take(job.home().files(), job.home().home(), "op").close();
  }

  @Test
  void oneThatSomebodyStoppedMeanwhileIsNotSubmitted() throws Exception {
    job.yarn().givesUp(LAST, "no luck");
    job.control().requestStop(new Control.StopRequest("op on gw1", Recoveries.NOW));

    RecoverOutcome outcome = apply(Kind.SUBMIT);

    assertThat(outcome.changed()).isFalse();
    assertThat(outcome.mended()).isFalse();
    assertThat(outcome.what()).startsWith("not submitted: op on gw1 stopped it at ");
    assertThat(job.submissions()).isZero();
    assertThat(job.control().stopRequested()).as("their request stays").isTrue();
  }

  @Test
  void oneThatSomebodyKilledIsNotSubmitted() throws Exception {
    job.yarn().wasKilled(LAST, "killed by user op at 10.0.0.1");

    assertThat(apply(Kind.SUBMIT).what())
        .startsWith("not submitted: application_1_0002: killed by user op at 10.0.0.1");
    assertThat(job.submissions()).isZero();
  }

  @Test
  void oneThatRunsByNowIsWell() throws Exception {
    job.yarn().runs(LAST);

    assertThat(apply(Kind.SUBMIT))
        .isEqualTo(new RecoverOutcome(false, true, "not submitted: application_1_0002 is there"));
    assertThat(job.submissions()).isZero();
  }

  @Test
  void oneThatAnotherProcessSubmitsIsLeftToIt() throws Exception {
    job.yarn().givesUp(LAST, "no luck");
    SubmissionLease.take(job.home().files(), job.home().home(), "the watchdog on gw2");

    assertThatThrownBy(() -> apply(Kind.SUBMIT))
        .isInstanceOf(SubmissionLease.HeldException.class)
        .hasMessageContaining("by the watchdog on gw2");
    assertThat(job.submissions()).isZero();
  }

  @Test
  void aRestartThatWasCutShortIsEnded() throws Exception {
    job.yarn().ended(LAST);
    job.control().requestStop(RecoverDecision.restart("op on gw1", Recoveries.NOW));

    assertThat(apply(Kind.SUBMIT).mended()).isTrue();

    assertThat(job.submissions()).isEqualTo(1);
    assertThat(job.control().stopRequested()).isFalse();
  }

  @Test
  void aDriverThatHangsIsStoppedGracefullyAndTheJobSubmitted() throws Exception {
    job.yarn().runs(LAST);
    driver = () -> job.yarn().ended(LAST);

    RecoverOutcome outcome = apply(Kind.RESTART);

    assertThat(outcome.mended()).isTrue();
    assertThat(outcome.what())
        .startsWith("stopped application_1_0002, submitted application_1_0003, ");
    assertThat(job.yarn().killed()).isEmpty();
    assertThat(job.submissions()).isEqualTo(1);
    assertThat(job.control().stopRequested()).isFalse();
  }

  @Test
  void oneThatDoesNotStopInTimeIsKilled() throws Exception {
    job.yarn().runs(LAST);
    stopping = Duration.ZERO;

    RecoverOutcome outcome = apply(Kind.RESTART);

    assertThat(outcome.mended()).isTrue();
    assertThat(outcome.what())
        .startsWith("killed application_1_0002, submitted application_1_0003, ");
    assertThat(job.yarn().killed()).containsExactly("keystream recover: no end after 0 s");
  }

  @Test
  void oneThatIsToStopOrHasEndedIsNotRestarted() throws Exception {
    RecoverOutcome notDone =
        new RecoverOutcome(false, false, "not done: it is stopped, or ends, by itself");
    job.yarn().givesUp(LAST, "no luck");
    assertThat(apply(Kind.RESTART)).isEqualTo(notDone);

    job.yarn().runs(LAST);
    job.control().requestStop(new Control.StopRequest("op on gw1", Recoveries.NOW));
    assertThat(apply(Kind.RESTART)).isEqualTo(notDone);

    assertThat(job.control().stopRequest().orElseThrow().requestedBy()).isEqualTo("op on gw1");
    assertThat(job.submissions()).isZero();
  }

  @Test
  void theDriverIsAskedForNewTokens() throws Exception {
    job.yarn().runs(LAST);
    job.control().recordCredentials(recorded("old", null));
    driver = () -> renewTokens(null);
    known.tokens = Asked.of(List.of(row(HeldToken.HDFS)));

    assertThat(apply(Kind.RENEW))
        .isEqualTo(
            new RecoverOutcome(true, true, "renewed HDFS_DELEGATION_TOKEN for nn:8020, new"));
  }

  @Test
  void whatNewTokensDoNotMendStaysToBeSeenTo() throws Exception {
    job.yarn().runs(LAST);
    job.control().recordCredentials(recorded("old", null));
    driver = () -> renewTokens(null);
    known.tokens = Asked.of(List.of(row(HeldToken.HDFS), row(Credential.TRUSTED)));

    RecoverOutcome outcome = apply(Kind.RENEW);

    assertThat(outcome.mended()).isFalse();
    assertThat(outcome.what()).endsWith("; the others stay to be seen to");
  }

  @Test
  void aDriverWithoutNewTokensSaysWhy() throws Exception {
    job.yarn().runs(LAST);
    job.control().recordCredentials(recorded("old", null));
    driver = () -> renewTokens("the NameNode refuses");

    assertThatThrownBy(() -> apply(Kind.RENEW))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("The driver has no new tokens: the NameNode refuses");
  }

  @Test
  void theJobIsAskedToMakeFilesAgain() throws Exception {
    job.yarn().runs(LAST);
    driver = () -> answer(requests().pending().get(0), "access-0 is gone");
    known.plan = Asked.of(new RepairPlan(List.of(ENTRY), 1, List.of("Entry 7: no longer kept")));

    assertThat(apply(Kind.REMAKE))
        .isEqualTo(
            new RecoverOutcome(
                true,
                false,
                "made again by entries [9]; refused: Entry 7: no longer kept; access-0 is gone"));
  }

  @Test
  void filesOfAJobThatIsDownAreMadeAgainByTheNextDriver() throws Exception {
    job.yarn().givesUp(LAST, "no luck");
    known.plan = Asked.of(new RepairPlan(List.of(ENTRY), 1, List.of()));

    RecoverOutcome outcome = apply(Kind.REMAKE);

    String id = requests().pending().get(0);
    assertThat(outcome)
        .isEqualTo(
            new RecoverOutcome(
                true,
                false,
                "request " + id + " waits: the next driver that starts makes them again"));
    assertThat(requests().read(id).entries()).containsExactly(1L);
  }

  @Test
  void whatWasAskedForBeforeIsNotAskedForAgain() throws Exception {
    job.yarn().runs(LAST);
    driver = () -> answer("earlier");
    known.plan = Asked.of(new RepairPlan(List.of(ENTRY), 1, List.of()));
    known.asked = Map.of("another", List.of(2L), "earlier", List.of(1L, 2L));

    assertThat(apply(Kind.REMAKE))
        .isEqualTo(new RecoverOutcome(false, true, "made again by entries [9]"));
    assertThat(requests().pending()).isEmpty();
  }

  private RecoverOutcome apply(Kind kind) throws IOException, InterruptedException {
    return new RecoverRepairs(job.cluster(), known.facts(), stopping, PATIENCE, this::tell)
        .apply(kind);
  }

  /** Operators are told of what the driver is asked for, which then does it. */
  private void tell(String line) {
    try {
      if (line.startsWith("Asked ") || line.startsWith("Request ")) {
        driver.asked();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void renewTokens(String failure) throws IOException {
    String request = job.control().renewalRequest().orElseThrow().id();
    job.control()
        .recordCredentials(
            recorded("new", new RecordedCredentials.Renewal(request, Recoveries.NOW, failure)));
  }

  private static RecordedCredentials recorded(String token, RecordedCredentials.Renewal renewal) {
    return new RecordedCredentials(
        LAST,
        1,
        Recoveries.NOW,
        0,
        List.of(Recoveries.ended(HeldToken.HDFS, token)),
        List.of(),
        renewal);
  }

  private static TokensReport.Row row(String kind) {
    return new TokensReport.Row(
        Recoveries.ended(kind, "old"), new Outlook(Outlook.State.ENDED, "", "see to it"));
  }

  private RepairRequests requests() {
    return new RepairRequests(job.home().files(), job.home().home());
  }

  private void answer(String id, String... refused) throws IOException {
    job.home().files().makeFolder(job.home().home().control());
    RepairAnswer answer = new RepairAnswer(id, List.of(9L), List.of(refused), Recoveries.NOW);
    requests().answer(job.home().claim(), answer);
  }
}
