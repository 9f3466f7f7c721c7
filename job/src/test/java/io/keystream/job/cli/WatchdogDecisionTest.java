package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.cli.WatchdogDecision.Verdict;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.util.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The watchdog's table: each row is a way in which it can find a job. */
class WatchdogDecisionTest {
  private static final String APPLICATION = "application_1_0002";
  private static final Instant ENDED = Instant.parse("2026-01-31T10:00:00Z");
  private static final WatchdogLimits LIMITS =
      new WatchdogLimits(3, Duration.ofHours(6), Duration.ofMinutes(1));

  private Optional<LastApplication> application = Optional.empty();
  private Optional<Control.Submitted> submitted =
      Optional.of(new Control.Submitted(APPLICATION, "1.0-a", "op on gw1", ENDED));
  private Optional<Control.StopRequest> stop = Optional.empty();
  private Optional<Control.Stopped> stopped = Optional.empty();
  private Optional<Control.LastFailure> failure = Optional.empty();
  private Control.WatchdogNotes notes = Control.WatchdogNotes.NONE;

  @ParameterizedTest
  @CsvSource({
    "NEW, UNDEFINED, , RUNNING",
    "NEW_SAVING, UNDEFINED, , RUNNING",
    "SUBMITTED, UNDEFINED, , RUNNING",
    "ACCEPTED, UNDEFINED, , RUNNING",
    "RUNNING, UNDEFINED, , RUNNING",
    "FAILED, FAILED, Application failed 2 times due to AM Container, RESUBMIT",
    "FAILED, FAILED, , RESUBMIT",
    "FINISHED, FAILED, User class threw exception, RESUBMIT",
    "FINISHED, UNDEFINED, , RESUBMIT",
    "FINISHED, SUCCEEDED, , ENDED",
    "KILLED, KILLED, Application application_1_0002 was killed by user op at 10.0.0.1, KILLED",
    "KILLED, KILLED, , KILLED",
    "KILLED, KILLED, killed by ResourceManager as it has exceeded the lifetime period., RESUBMIT",
    "KILLED, KILLED, Keystream stopped with exit code 10: bad key, PERMANENT_FAILURE",
    "FAILED, FAILED, Keystream stopped with exit code 13: lost, PERMANENT_FAILURE",
    "FAILED, FAILED, Keystream stopped with exit code 15: other, RESUBMIT"
  })
  void whatYarnSaysDecidesWhenNobodySpoke(
      YarnApplicationState state, FinalApplicationStatus end, String diagnostics, Verdict verdict) {
    yarnSays(state, end, diagnostics);

    assertThat(decide(ENDED.plusSeconds(5)).verdict()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @EnumSource(
      value = YarnApplicationState.class,
      names = {"FAILED", "FINISHED", "KILLED"})
  void aStopOfAnOperatorWinsOverWhateverYarnSays(YarnApplicationState state) {
    yarnSays(state, FinalApplicationStatus.FAILED, "exceeded the lifetime period");
    stop = Optional.of(new Control.StopRequest("op on gw1", ENDED));

    WatchdogDecision decision = decide(ENDED.plusSeconds(5));

    assertThat(decision.verdict()).isEqualTo(Verdict.STOPPED);
    assertThat(decision.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(decision.why())
        .isEqualTo(
            "op on gw1 stopped it at 2026-01-31T10:00:00Z; the watchdog leaves it until it is"
                + " submitted: keystream submit");
  }

  @Test
  void aStopOfAJobThatYarnHasForgottenIsKept() {
    stop = Optional.of(new Control.StopRequest("op on gw1", ENDED));

    assertThat(decide(ENDED).verdict()).isEqualTo(Verdict.STOPPED);
  }

  @Test
  void aJobThatIsDoneStaysSo() {
    yarnSays(YarnApplicationState.FAILED, FinalApplicationStatus.FAILED, "");
    stopped = Optional.of(new Control.Stopped(APPLICATION, 7, ENDED));

    assertThat(decide(ENDED).verdict()).isEqualTo(Verdict.ENDED);
  }

  @Test
  void aJobThatWasNeverSubmittedIsNotStarted() {
    submitted = Optional.empty();

    assertThat(decide(ENDED).verdict()).isEqualTo(Verdict.NEVER_SUBMITTED);
  }

  @Test
  void anApplicationThatYarnForgotMayHaveBeenKilledByHand() {
    WatchdogDecision decision = decide(ENDED);

    assertThat(decision.verdict()).isEqualTo(Verdict.FORGOTTEN);
    assertThat(decision.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(decision.why()).contains("YARN does not know application_1_0002, submitted at");
  }

  @ParameterizedTest
  @EnumSource(ExitCode.class)
  void whatWouldFailAgainIsNotTriedAgain(ExitCode code) {
    givenUp();
    failure = Optional.of(failed(code, APPLICATION));

    WatchdogDecision decision = decide(ENDED.plusSeconds(5));

    assertThat(decision.verdict())
        .isEqualTo(code.permanent() ? Verdict.PERMANENT_FAILURE : Verdict.RESUBMIT);
    assertThat(decision.exitCode()).isEqualTo(code.permanent() ? code : ExitCode.OK);
  }

  @Test
  void aPermanentFailureOfAnEarlierApplicationIsOver() {
    givenUp();
    failure = Optional.of(failed(ExitCode.CONFIGURATION, "application_1_0001"));

    assertThat(decide(ENDED).verdict()).isEqualTo(Verdict.RESUBMIT);
  }

  @Test
  void pausesGrowAndBeginWhenTheJobEnds() {
    givenUp();
    notes = resubmittedAt(ENDED.minusSeconds(600));
    assertThat(decide(ENDED.plusSeconds(59)).verdict()).isEqualTo(Verdict.PAUSING);
    assertThat(decide(ENDED.plusSeconds(59)).why())
        .isEqualTo(
            "application_1_0002 was given up by YARN: no luck; it is submitted again at"
                + " 2026-01-31T10:01:00Z");
    assertThat(decide(ENDED.plusSeconds(60)).verdict()).isEqualTo(Verdict.RESUBMIT);

    notes = resubmittedAt(ENDED.minusSeconds(600), ENDED.minusSeconds(300));
    assertThat(decide(ENDED.plusSeconds(119)).verdict()).isEqualTo(Verdict.PAUSING);
    assertThat(decide(ENDED.plusSeconds(120)).verdict()).isEqualTo(Verdict.RESUBMIT);
  }

  @Test
  void aResubmissionThatMadeNoApplicationIsFollowedByAPauseToo() {
    givenUp();
    notes = resubmittedAt(ENDED.plusSeconds(500));

    assertThat(decide(ENDED.plusSeconds(559)).verdict()).isEqualTo(Verdict.PAUSING);
    assertThat(decide(ENDED.plusSeconds(560)).verdict()).isEqualTo(Verdict.RESUBMIT);
  }

  @Test
  void itGivesUpAfterSoManyInSuchATime() {
    givenUp();
    notes = resubmittedAt(ENDED.minusSeconds(900), ENDED.minusSeconds(600), ENDED.minusSeconds(1));

    WatchdogDecision decision = decide(ENDED.plusSeconds(3600));

    assertThat(decision.verdict()).isEqualTo(Verdict.GIVING_UP);
    assertThat(decision.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(decision.why())
        .isEqualTo(
            "application_1_0002 was given up by YARN: no luck. It was submitted again 3 times"
                + " within 360 minutes; the watchdog leaves it until it is submitted: keystream"
                + " submit");
  }

  @Test
  void onceItGaveUpItDoesSoForGood() {
    givenUp();
    notes = new Control.WatchdogNotes(List.of(), ENDED);

    WatchdogDecision decision = decide(ENDED.plus(Duration.ofDays(30)));

    assertThat(decision.verdict()).isEqualTo(Verdict.GAVE_UP);
    assertThat(decision.exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void whatIsLongAgoCountsNoMore() {
    givenUp();
    Instant old = ENDED.minus(Duration.ofHours(6));
    notes = resubmittedAt(old, old, old, old);

    assertThat(decide(ENDED).verdict()).isEqualTo(Verdict.RESUBMIT);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 60", "2, 120", "3, 240", "6, 1920", "7, 3600", "1000, 3600"})
  void pausesDoubleUpToAnHour(int done, long seconds) {
    assertThat(LIMITS.pauseAfter(done)).hasSeconds(seconds);
  }

  private WatchdogDecision decide(Instant now) {
    return WatchdogDecision.of(
        new WatchdogFacts(application, submitted, stop, stopped, failure, notes), LIMITS, now);
  }

  private void givenUp() {
    yarnSays(YarnApplicationState.FAILED, FinalApplicationStatus.FAILED, "no luck\nat all");
  }

  private void yarnSays(
      YarnApplicationState state, FinalApplicationStatus end, String diagnostics) {
    ApplicationReport report = Records.newRecord(ApplicationReport.class);
    report.setApplicationId(ApplicationId.newInstance(1, 2));
    report.setYarnApplicationState(state);
    report.setFinalApplicationStatus(end);
    report.setDiagnostics(diagnostics);
    report.setFinishTime(ENDED.toEpochMilli());
    application = Optional.of(LastApplication.of(report));
  }

  private static Control.LastFailure failed(ExitCode code, String id) {
    return new Control.LastFailure(code.code(), "why", id, 3, ENDED);
  }

  private static Control.WatchdogNotes resubmittedAt(Instant... times) {
    return new Control.WatchdogNotes(Arrays.asList(times), null);
  }
}
