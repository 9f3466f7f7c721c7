package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.cli.RecoverFinding.Kind;
import io.keystream.job.cli.RecoverFinding.State;
import io.keystream.job.ledger.LedgerJson;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** That repairs are done in their order, told, and never more than were named. */
class RecoverTreatmentTest {
  private static final RecoverOutcome DONE = new RecoverOutcome(true, true, "all is well");

  private final List<Kind> done = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final Map<Kind, RecoverOutcome> outcomes = new EnumMap<>(Kind.class);
  private IOException failure;

  @Test
  void whatHasNoRepairIsNotTouched() throws Exception {
    RecoverReport report = treat(bad("ledger", ExitCode.LEDGER));

    assertThat(done).isEmpty();
    assertThat(said).isEmpty();
    assertThat(report.changed()).isFalse();
    assertThat(report.exitCode()).isEqualTo(ExitCode.LEDGER);
  }

  @Test
  void theJobIsSubmittedBeforeItMakesFilesAgain() throws Exception {
    RecoverReport report =
        treat(
            bad("published-files", ExitCode.LEDGER).mendedBy(Kind.REMAKE, "make them again"),
            bad("application", ExitCode.FAILED).mendedBy(Kind.SUBMIT, "submit it"));

    assertThat(done).containsExactly(Kind.SUBMIT, Kind.REMAKE);
    assertThat(said)
        .containsExactly(
            "application: it is bad. Now: submit it",
            "application: all is well",
            "published-files: it is bad. Now: make them again",
            "published-files: all is well");
    assertThat(report.changed()).isTrue();
    assertThat(report.ok()).isTrue();
    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(report.findings()).extracting(RecoverFinding::state).containsOnly(State.REPAIRED);
  }

  @Test
  void oneThatFailsKeepsNoneOfTheOthersBackAndStaysBad() throws Exception {
    outcomes.put(Kind.SUBMIT, new RecoverOutcome(false, false, "not submitted: op stopped it"));

    RecoverReport report =
        treat(
            bad("application", ExitCode.FAILED).mendedBy(Kind.SUBMIT, "submit it"),
            bad("tokens", ExitCode.FAILED).mendedBy(Kind.RENEW, "renew them"));

    assertThat(done).containsExactly(Kind.SUBMIT, Kind.RENEW);
    assertThat(report.ok()).isFalse();
    assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(report.findings().get(0).outcome()).isEqualTo("not submitted: op stopped it");
    assertThat(report.next()).isEqualTo("keystream explain runbooks/x.md");
  }

  @Test
  void anExceptionIsToldAndMayHaveChangedSomething() throws Exception {
    failure = new IOException("the NameNode went away");

    RecoverReport report = treat(bad("tokens", ExitCode.FAILED).mendedBy(Kind.RENEW, "renew"));

    assertThat(report.changed()).isTrue();
    assertThat(report.findings().get(0).state()).isEqualTo(State.FAIL);
    assertThat(report.findings().get(0).outcome()).isEqualTo("not done: the NameNode went away");
  }

  @Test
  void aNewDriverNeedsNoNewTokens() throws Exception {
    treat(
        bad("tokens", ExitCode.FAILED).mendedBy(Kind.RENEW, "renew"),
        bad("progress", ExitCode.FAILED).mendedBy(Kind.RESTART, "restart"));

    assertThat(done).containsExactly(Kind.RESTART);
    assertThat(said).contains("tokens: the new driver has logged in anew");
  }

  @Test
  void peopleReadWhatIsWrongFirstAndThenWhatIsToBeDone() {
    Recoveries job = new Recoveries();
    job.giveUp(ExitCode.UNEXPECTED, "no \u001bluck, password=hunter2");

    assertThat(RecoverText.of(job.report(), Ansi.OFF))
        .startsWith(
            """
            pipeline  access-logs
            FAIL      application: application_1_0002 was given up by YARN: YARN does not say why
                        it said: no ?luck, password=***
                        looked at    the job's application on YARN, and who stopped it
                        runbook      runbooks/procedures/check-job.md#diagnosis
                        with --repair: submit the job, which goes on where the ledger ends
            ok        hdfs: hdfs://nn answers
            """)
        .endsWith("next      keystream recover --repair");
    assertThat(RecoverText.of(job.report(), Ansi.ON)).contains("\u001b[31mFAIL");
  }

  @Test
  void machinesFindTheKeysThatPlaybooksRead() {
    Recoveries job = new Recoveries();
    job.giveUp(ExitCode.UNEXPECTED, "no luck");

    assertThat(LedgerJson.write(job.report()))
        .contains("\"changed\":false", "\"ok\":false", "\"next\":\"keystream recover --repair\"")
        .contains("\"id\":\"application\",\"state\":\"FAIL\",\"looked_at\":", "\"found\":")
        .contains("\"repair\":{\"kind\":\"SUBMIT\",\"what\":\"submit the job", "\"outcome\":null");
  }

  private RecoverReport treat(RecoverFinding... findings) throws InterruptedException {
    return new RecoverTreatment(this::apply, said::add).of("access-logs", List.of(findings));
  }

  private RecoverOutcome apply(Kind kind) throws IOException {
    done.add(kind);
    if (failure != null) {
      throw failure;
    }
    return outcomes.getOrDefault(kind, DONE);
  }

  private static RecoverFinding bad(String id, ExitCode code) {
    return RecoverFinding.fail(id, "what is looked at", "it is bad", "runbooks/x.md", code);
  }
}
