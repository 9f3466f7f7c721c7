package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.cli.RecoverFinding.Kind;
import io.keystream.job.cli.RecoverFinding.State;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of the job and the services that it needs, and whether it is mended. */
class RecoverDiagnosisTest {
  private final Recoveries job = new Recoveries();

  @AfterEach
  void everyPageIsThere() {
    job.requirePages();
  }

  @Test
  void nothingIsWrongWithAJobThatIsWell() {
    RecoverReport report = job.report();

    assertThat(report.ok()).isTrue();
    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(report.next()).isEqualTo("nothing is to be done");
    assertThat(report.findings())
        .extracting(RecoverFinding::id)
        .containsExactly(
            "application",
            "progress",
            "hdfs",
            "yarn",
            "kafka",
            "ledger",
            "published-files",
            "checkpoint",
            "tokens");
    assertThat(report.findings()).extracting(RecoverFinding::state).containsOnly(State.OK);
  }

  @Test
  void aJobThatYarnGaveUpIsSubmittedAndItsFailureExplained() {
    job.giveUp(ExitCode.UNEXPECTED, "Keystream stopped with exit code 15: Cannot contact any KDC");

    RecoverFinding found = job.bad("application", "mend-preflight.md#kdc", ExitCode.FAILED);

    assertThat(found.found()).startsWith("application_1_0002 was given up by YARN");
    assertThat(found.details())
        .containsExactly("it said: Keystream stopped with exit code 15: Cannot contact any KDC");
    assertThat(found.repair().kind()).isEqualTo(Kind.SUBMIT);
    assertThat(job.report().next()).isEqualTo("keystream recover --repair");
  }

  @Test
  void oneThatTheWatchdogGaveUpIsSubmittedAsWell() {
    job.giveUp(ExitCode.UNEXPECTED, "no luck");
    job.notes = new Control.WatchdogNotes(List.of(Recoveries.NOW), Recoveries.NOW);

    assertThat(job.find("application").repair().kind()).isEqualTo(Kind.SUBMIT);
  }

  @Test
  void aResourceManagerWhoseClockIsAheadLetsNobodyWait() {
    job.giveUp(ExitCode.UNEXPECTED, "no luck");
    job.endedAt = Recoveries.NOW.plusSeconds(600);

    assertThat(job.find("application").repair().kind()).isEqualTo(Kind.SUBMIT);
  }

  @Test
  void aJobThatHasCommittedNothingYetIsWell() {
    job.running.committedAt = null;
    job.running.lag = null;

    assertThat(job.find("progress").found()).isEqualTo("nothing is committed yet");
  }

  @Test
  void aJobThatAnOperatorStoppedIsLeftAlone() {
    job.giveUp(ExitCode.UNEXPECTED, "no luck");
    job.running.state = "STOPPED";
    job.stop = new Control.StopRequest("op on gw1", Recoveries.NOW);

    RecoverFinding found = job.find("application");

    assertThat(found.state()).isEqualTo(State.WARN);
    assertThat(found.found()).startsWith("op on gw1 stopped it at");
    assertThat(found.repair()).isNull();
    assertThat(job.report().exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aRestartThatWasCutShortIsEnded() {
    job.fate = LastApplication.Fate.KILLED;
    job.running.state = "STOPPED";
    job.stop = RecoverDecision.restart("op on gw1", Recoveries.NOW);

    RecoverFinding found = job.find("application");

    assertThat(found.found())
        .isEqualTo("keystream recover of op on gw1 stopped it, and did not start it again");
    assertThat(found.repair().kind()).isEqualTo(Kind.SUBMIT);
  }

  @ParameterizedTest
  @EnumSource(
      value = ExitCode.class,
      names = {"CONFIGURATION", "DYNAMIC_ALLOCATION", "DATA_LOST", "LEDGER"})
  void whatWouldFailAgainIsNotSubmitted(ExitCode code) {
    job.giveUp(code, "Keystream stopped with exit code " + code.code() + ": quux");

    assertThat(job.find("application").repair()).isNull();
    assertThat(job.report().exitCode()).isEqualTo(code);
  }

  @Test
  void whatSomebodyKilledOrYarnForgotIsNotSubmitted() {
    job.fate = LastApplication.Fate.KILLED;
    job.diagnostics = "killed by user op at 10.0.0.1";
    job.running.state = "FAILED";
    assertThat(job.bad("application", "watch-job.md#mitigation", ExitCode.FAILED).repair())
        .isNull();

    job.known = false;
    job.running.state = "ABSENT";
    assertThat(job.bad("application", "watch-job.md#mitigation", ExitCode.FAILED).repair())
        .isNull();

    job.submitted = false;
    assertThat(job.bad("application", "deploy-job.md", ExitCode.FAILED).repair()).isNull();
  }

  @Test
  void aDriverThatHangsIsReplaced() {
    job.running.committedAt = Recoveries.NOW.minus(Duration.ofMinutes(6));

    RecoverFinding found = job.bad("progress", "mend-job.md#stuck-driver", ExitCode.FAILED);

    assertThat(found.found()).isEqualTo("nothing was committed for 6 minutes, and records wait");
    assertThat(found.repair().kind()).isEqualTo(Kind.RESTART);
  }

  @Test
  void aDriverThatWaitsForAServiceOrIsToStopIsNotReplaced() {
    job.running.committedAt = Recoveries.NOW.minus(Duration.ofMinutes(6));
    job.stop = new Control.StopRequest("op on gw1", Recoveries.NOW);
    assertThat(job.find("progress").repair()).isNull();
    assertThat(job.find("application").found()).endsWith("; op on gw1 asked it to stop");

    job.stop = null;
    job.kafka = Asked.without("no answer within 20 s");
    assertThat(job.find("progress").repair()).isNull();

    job.loseHdfs();
    assertThat(job.find("progress").state()).isEqualTo(State.SKIP);
  }

  @Test
  void whatKafkaLostIsOnlyTold() {
    job.giveUp(ExitCode.UNEXPECTED, "no luck");
    job.kafka = Asked.of(Optional.of(new KafkaLag(5L, 1, List.of(), List.of("a-0 at 5"), null)));

    RecoverFinding found =
        job.bad("kafka", "check-job.md#records-that-are-gone", ExitCode.DATA_LOST);

    assertThat(found.details()).containsExactly("a-0 at 5");
    assertThat(job.find("application").repair()).isNull();
    assertThat(job.find("application").details())
        .contains("it is not submitted before what Kafka lost is mended");
    assertThat(job.report().exitCode()).isEqualTo(ExitCode.DATA_LOST);

    job.recordsLoss = true;
    assertThat(job.find("kafka").state()).isEqualTo(State.WARN);
    assertThat(job.find("application").repair().kind()).isEqualTo(Kind.SUBMIT);
  }

  @Test
  void aFileSystemThatDoesNotAnswerIsToldAndNothingElseOfIt() {
    job.loseHdfs();

    job.bad("hdfs", "mend-job.md#hdfs-away", ExitCode.FAILED);

    for (String id :
        List.of("application", "progress", "ledger", "published-files", "checkpoint", "tokens")) {
      assertThat(job.find(id).state()).as(id).isEqualTo(State.SKIP);
    }
    assertThat(job.find("kafka").state()).isEqualTo(State.OK);
    assertThat(job.report().exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(job.report().next())
        .isEqualTo("keystream explain runbooks/procedures/mend-job.md#hdfs-away");
  }

  @Test
  void aResourceManagerThatDoesNotAnswerLeavesTheLedgerToBeLookedAt() {
    job.yarn = Asked.without("no answer within 20 s");
    job.missFile(Recoveries.ENTRY);

    job.bad("yarn", "mend-preflight.md#resourcemanager", ExitCode.FAILED);
    assertThat(job.find("application").found()).isEqualTo("not looked at: see yarn");
    assertThat(job.find("published-files").repair()).as("nothing is changed now").isNull();
    assertThat(job.find("ledger").state()).isEqualTo(State.OK);
  }

  @Test
  void aPrincipalThatCannotLogInIsExplained() {
    RecoverFinding found =
        RecoverServices.refusedLogin("Principal job@R could not log in: Cannot contact any KDC");

    assertThat(found.runbook()).endsWith("mend-preflight.md#kdc");
    assertThat(RecoverReport.of("a", false, List.of(found)).exitCode()).isEqualTo(ExitCode.LOGIN);
  }
}
