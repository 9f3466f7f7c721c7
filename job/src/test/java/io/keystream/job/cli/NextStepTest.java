package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.explain.Pages;
import io.keystream.job.lifecycle.Control;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator is told to do next, and where it stands how. */
class NextStepTest {
  private static final Instant NOW = Statuses.NOW;
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Statuses status = new Statuses();

  @Test
  void nothingIsToBeDoneForAJobThatCommits() {
    assertThat(steps()).isEmpty();
  }

  @Test
  void aJobThatIsNotThereIsDeployed() {
    status.state = "ABSENT";

    expect(true, "nothing runs, and YARN knows no application", "deploy-job.md");
  }

  @Test
  void aJobThatWasStoppedIsNotUrgent() {
    status.state = "STOPPED";

    expect(false, "it was stopped, and stays so", "stop-job.md#rollback");
  }

  @Test
  void ofAFailureThePageOfItsMessageIsTold() {
    status.state = "FAILED";
    status.lastFailure = failure("Keystream stopped with exit code 15: Cannot contact any KDC");

    expect(true, "it has failed: see last failure", "mend-preflight.md#kdc");
  }

  @Test
  void ofAFailureThatNobodyKnowsThePageOfTheExitCodeIsTold() {
    status.state = "FAILED";
    status.lastFailure = failure("Keystream stopped with exit code 14: quux");

    expect(true, "it has failed: see last failure", "recover-ledger.md");
  }

  @Test
  void aFailureWithoutAWordFromTheDriverIsExplainedByYarn() {
    status.state = "FAILED";
    status.diagnostics = "AM Container for appattempt_1_1_2 exited with  exitCode: -1000";

    expect(true, "it has failed: see what YARN says", "mend-preflight.md#yarn-restart");

    status.diagnostics = null;
    expect(true, "it has failed: see what YARN says", "check-job.md#diagnosis");
  }

  @Test
  void aWatchdogThatGaveUpIsToldOf() {
    status.state = "FAILED";
    status.watchdogGaveUpAt = NOW;

    assertThat(steps())
        .extracting(NextStep::runbook)
        .containsExactly(
            "runbooks/procedures/check-job.md#diagnosis", "runbooks/procedures/watch-job.md");
  }

  @Test
  void anApplicationMayWaitForItsQueueButNotForLong() {
    status.state = "ACCEPTED";
    status.submittedAt = NOW.minus(NextStep.WAITING);
    assertThat(steps()).isEmpty();

    status.submittedAt = NOW.minus(Duration.ofMinutes(7));
    expect(true, "it waits for room in its queue since 7 minutes", "mend-preflight.md#yarn-queue");
  }

  @Test
  void recordsThatWaitWhileNothingIsCommittedMeanAStuckDriver() {
    status.committedAt = NOW.minus(NextStep.STUCK);
    assertThat(steps()).isEmpty();

    status.committedAt = NOW.minus(Duration.ofMinutes(6));
    expect(
        true, "nothing was committed for 6 minutes, and records wait", "mend-job.md#stuck-driver");
  }

  @Test
  void nothingIsStuckWhereNothingWaitsOrTheJobHasJustBegun() {
    status.committedAt = NOW.minus(Duration.ofDays(1));
    status.lag = new KafkaLag(0L, 3, List.of(), List.of(), null);
    assertThat(steps()).isEmpty();

    status.lag = new KafkaLag(10L, 3, List.of(), List.of(), null);
    status.submittedAt = NOW.minus(Duration.ofMinutes(4));
    assertThat(steps()).isEmpty();
  }

  @Test
  void aLongIntervalIsGivenTenBatches() {
    status.committedAt = NOW.minus(Duration.ofMinutes(19));

    assertThat(NextStep.of(status.report(), Duration.ofMinutes(2), NOW)).isEmpty();
  }

  @Test
  void aLagThatTakesLongToCatchUpIsABacklog() {
    status.lag = new KafkaLag(60_000L, 3, List.of(), List.of(), null);
    assertThat(steps()).isEmpty();

    status.lag = new KafkaLag(120_000L, 3, List.of(), List.of(), null);
    expect(false, "at this rate it takes 20 minutes to catch up with Kafka", "mend-job.md#backlog");
  }

  @Test
  void kafkaThatDoesNotAnswerIsToldOf() {
    status.lag = KafkaLag.unknown("no answer within 10 s");

    expect(true, "Kafka was not asked: no answer within 10 s", "mend-job.md#brokers-away");
  }

  @Test
  void recordsThatAreGoneComeFirst() {
    status.lag = new KafkaLag(5L, 1, List.of(), List.of("access-0 from 5 to 9"), null);

    expect(
        true,
        "Kafka no longer has what is to be read: access-0 from 5 to 9",
        "check-job.md#records-that-are-gone");
  }

  @Test
  void aDriverThatDiedIsToldOf() {
    status.attempt = 2;

    expect(false, "attempt 2: the driver died and was started again", "check-job.md#diagnosis");
  }

  @Test
  void batchesThatTakeLongerThanTheirIntervalAreToldOf() {
    status.pace = new CommitPace(20, 100, 5, 10, 12, 0);
    assertThat(steps()).isEmpty();

    status.pace = new CommitPace(20, 100, 5, 10.6, 12, 0);
    expect(
        false,
        "the last batch took 11 s, wanted less than its interval of 5 s",
        "mend-job.md#backlog");
  }

  @Test
  void manyDeadLettersAreToldOf() {
    status.pace = new CommitPace(20, 100, 5, 1, 1, 0.01);
    assertThat(steps()).isEmpty();

    status.pace = new CommitPace(20, 100, 5, 1, 1, 0.25);
    expect(
        false, "25 of 100 records of the last commits are dead letters", "replay-dead-letters.md");
  }

  @Test
  void aCredentialThatEndsIsToldOf() {
    status.ending =
        List.of(new StatusReport.Ending("CLIENT_CERTIFICATE", "b1:9093", "ENDING", "replace it"));

    expect(true, "ENDING: CLIENT_CERTIFICATE for b1:9093, replace it", "check-tokens.md#diagnosis");
  }

  private void expect(boolean urgent, String what, String page) {
    assertThat(steps())
        .first()
        .isEqualTo(new NextStep(urgent, what, "runbooks/procedures/" + page));
    for (NextStep step : steps()) {
      String[] target = step.runbook().split("#", 2);
      assertThat(new Pages().find(target[0]))
          .as("page of %s", step)
          .isPresent()
          .hasValueSatisfying(
              found ->
                  assertThat(target.length == 1 || found.part(target[1]).isPresent())
                      .as("anchor of %s", step)
                      .isTrue());
    }
  }

  private List<NextStep> steps() {
    return NextStep.of(status.report(), INTERVAL, NOW);
  }

  private static Control.LastFailure failure(String message) {
    return new Control.LastFailure(15, message, "application_1_0001", 1, NOW);
  }
}
