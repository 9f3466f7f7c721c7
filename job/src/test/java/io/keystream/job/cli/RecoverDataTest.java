package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.cli.RecoverFinding.Kind;
import io.keystream.job.cli.RecoverFinding.State;
import io.keystream.job.ledger.LedgerVerification;
import io.keystream.job.ledger.RepairPlan;
import io.keystream.job.lifecycle.ExitCode;
import io.keystream.security.token.Credential;
import io.keystream.security.token.HeldToken;
import io.keystream.security.token.Outlook;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of ledger, files, checkpoint and tokens, and whether it is mended. */
class RecoverDataTest {
  private final Recoveries job = new Recoveries();

  @AfterEach
  void everyPageIsThere() {
    job.requirePages();
  }

  @Test
  void aDamagedLedgerIsNotTouchedAndNothingIsSubmitted() {
    job.giveUp(ExitCode.UNEXPECTED, "no luck");
    job.missFile(Recoveries.ENTRY);
    List<String> problems =
        List.of("/home/ledger/3 is damaged: its checksum is 1", "Entry 2: /out/a is missing");
    job.ledger = Recoveries.verified(problems, Map.of(2L, problems.subList(1, 2)));

    RecoverFinding found = job.bad("ledger", "recover-ledger.md", ExitCode.LEDGER);

    assertThat(found.details()).containsExactly(problems.get(0));
    assertThat(job.report().findings()).extracting(RecoverFinding::repair).containsOnlyNulls();
    assertThat(job.find("application").details())
        .contains("it is not submitted before the ledger is mended");
    assertThat(job.report().exitCode()).isEqualTo(ExitCode.LEDGER);
  }

  @Test
  void aLedgerThatCannotBeReadIsDamaged() {
    job.ledger = Asked.of(LedgerVerification.unreadable("/home/ledger/3 is damaged: no checksum"));
    job.status = Asked.without("/home/ledger/3 is damaged: no checksum");

    assertThat(job.bad("ledger", "recover-ledger.md", ExitCode.LEDGER).details())
        .containsExactly("/home/ledger/3 is damaged: no checksum");
    assertThat(job.find("published-files").found()).isEqualTo("not looked at: see ledger");
    assertThat(job.find("progress").found()).isEqualTo("not looked at: see ledger");
  }

  @Test
  void aDamagedLedgerIsMoreUrgentThanAnApplicationThatWasKilled() {
    job.fate = LastApplication.Fate.KILLED;
    job.ledger = Recoveries.verified(List.of("/home/ledger/3 is damaged"), Map.of());

    job.bad("application", "watch-job.md#mitigation", ExitCode.FAILED);
    assertThat(job.report().next()).endsWith("recover-ledger.md");
  }

  @Test
  void filesThatAreMissingAreMadeAgain() {
    job.missFile(Recoveries.ENTRY);

    RecoverFinding found = job.bad("published-files", "replay-range.md", ExitCode.LEDGER);

    assertThat(found.found()).isEqualTo("1 of 9 files missing or damaged");
    assertThat(found.details()).containsExactly("Entry 2: /out/a is missing");
    assertThat(found.repair().kind()).isEqualTo(Kind.REMAKE);
    assertThat(found.repair().what()).endsWith(": [2]");
    assertThat(job.find("ledger").state()).isEqualTo(State.OK);
  }

  @Test
  void filesThatKafkaNoLongerHasAreOnlyTold() {
    job.missFile();
    job.plan = Asked.of(new RepairPlan(List.of(), 0, List.of("Entry 2: access-0 is gone")));

    RecoverFinding found = job.bad("published-files", "replay-range.md", ExitCode.LEDGER);

    assertThat(found.details()).contains("Not made again: Entry 2: access-0 is gone");
    assertThat(found.repair()).isNull();
  }

  @Test
  void filesAreNotMadeAgainWhileKafkaDoesNotAnswer() {
    job.missFile();
    job.kafka = Asked.without("no answer from b1:9093");
    job.plan = Asked.without("Kafka does not answer");

    assertThat(job.find("published-files").repair()).isNull();
    assertThat(job.bad("kafka", "mend-job.md#brokers-away", ExitCode.FAILED).found())
        .isEqualTo("no answer from b1:9093");
  }

  @Test
  void aCheckpointThatIsEmptyIsNothingToBeMended() {
    job.checkpoints = Asked.of(Map.of("/home/checkpoint/ab/checkpoint-1", 0L));

    RecoverFinding found = job.find("checkpoint");

    assertThat(found.state()).isEqualTo(State.WARN);
    assertThat(found.found())
        .isEqualTo(
            "it is empty; nothing is to be done: the next start begins where the ledger ends");
    assertThat(found.runbook()).endsWith("mend-job.md#checkpoint-not-readable");
    assertThat(job.report().ok()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"OVERDUE, true", "ENDED, true", "GONE, true", "ENDING, false"})
  void tokensThatAreOverdueAreRenewed(Outlook.State state, boolean renewed) {
    job.tokens =
        Asked.of(List.of(row(HeldToken.HDFS, state), row(Credential.TGT, Outlook.State.OK)));

    RecoverFinding found = job.bad("tokens", "check-tokens.md#diagnosis", ExitCode.FAILED);

    assertThat(found.found()).isEqualTo("1 of 2 are to be seen to");
    assertThat(found.details())
        .containsExactly(state + ": HDFS_DELEGATION_TOKEN for nn:8020, see to it");
    assertThat(found.repair() != null).isEqualTo(renewed);
  }

  @Test
  void aCertificateOrAJobThatDoesNotRunIsNotRenewed() {
    job.tokens = Asked.of(List.of(row(Credential.TRUSTED, Outlook.State.ENDED)));
    assertThat(job.find("tokens").repair()).isNull();

    job.tokens = Asked.of(List.of(row(HeldToken.HDFS, Outlook.State.ENDED)));
    job.giveUp(ExitCode.UNEXPECTED, "no luck");
    assertThat(job.find("tokens").repair()).isNull();
  }

  private static TokensReport.Row row(String kind, Outlook.State state) {
    return new TokensReport.Row(Recoveries.ended(kind, "1"), new Outlook(state, "", "see to it"));
  }
}
