package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.explain.Pages;
import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerVerification;
import io.keystream.job.ledger.RepairPlan;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import io.keystream.security.token.Credential;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that is well with a job, for tests, to change what one is about. */
final class Recoveries {
  static final String APPLICATION = "application_1_0002";
  static final Instant NOW = Statuses.NOW;

  /** One of a damaged file. */
  static final LedgerEntry ENTRY = Entries.ofFiles(2, 1, List.of());

  final Statuses running = new Statuses();
  Asked<StatusReport> status;
  boolean readsKafka = true;
  boolean recordsLoss;
  Asked<String> hdfs = Asked.of("hdfs://nn answers");
  Asked<String> yarn = Asked.of(APPLICATION + " is RUNNING");
  Asked<Optional<KafkaLag>> kafka =
      Asked.of(Optional.of(new KafkaLag(120L, 3, List.of(), List.of(), null)));
  LastApplication.Fate fate = LastApplication.Fate.LIVE;
  String diagnostics = "";
  Instant endedAt = NOW;
  boolean submitted = true;
  boolean known = true;
  Control.StopRequest stop;
  Control.Stopped stopped;
  Control.LastFailure failure;
  Control.WatchdogNotes notes = Control.WatchdogNotes.NONE;
  Asked<LedgerVerification> ledger = verified(List.of(), Map.of());
  Asked<RepairPlan> plan;
  Map<String, List<Long>> asked = Map.of();
  Asked<List<TokensReport.Row>> tokens = Asked.of(List.of());
  Asked<Map<String, Long>> checkpoints = Asked.of(Map.of("/home/checkpoint/ab/checkpoint-1", 7L));

  /** What a driver holds that has ended, and Spark renews. */
  static Credential ended(String kind, String id) {
    return new Credential(
        kind,
        "nn:8020",
        "driver",
        "job",
        id,
        null,
        NOW,
        null,
        0,
        0,
        Credential.Renewer.SPARK,
        null,
        null);
  }

  /** A ledger of three entries with nine files. */
  static Asked<LedgerVerification> verified(
      List<String> problems, Map<Long, List<String>> damaged) {
    return Asked.of(
        new LedgerVerification(problems.isEmpty(), 3, 1, 9, 0, problems, damaged, List.of()));
  }

  /** A file of entry 2 is missing, and can be made again. */
  void missFile(LedgerEntry... mendable) {
    String problem = "Entry 2: /out/a is missing";
    ledger = verified(List.of(problem), Map.of(2L, List.of(problem)));
    plan = Asked.of(new RepairPlan(List.of(mendable), mendable.length, List.of()));
  }

  /** YARN has given it up. */
  void giveUp(ExitCode code, String message) {
    fate = LastApplication.Fate.GIVEN_UP;
    running.state = "FAILED";
    failure = new Control.LastFailure(code.code(), message, APPLICATION, 1, NOW);
  }

  /** Neither file system nor what is in it answers. */
  void loseHdfs() {
    hdfs = Asked.without("Call From gw1 to nn:8020 failed on connection exception");
    ledger = Asked.without("no answer within 20 s");
    tokens = Asked.without("no answer within 20 s");
    checkpoints = Asked.without("no answer within 20 s");
  }

  RecoverFacts facts() {
    WatchdogFacts job =
        new WatchdogFacts(
            Optional.of(new LastApplication(APPLICATION, fate, diagnostics, endedAt))
                .filter(each -> known),
            Optional.of(new Control.Submitted(APPLICATION, "1.0-a", "op on gw1", NOW))
                .filter(each -> submitted),
            Optional.ofNullable(stop),
            Optional.ofNullable(stopped),
            Optional.ofNullable(failure),
            notes);
    boolean answered = !hdfs.failed() && !yarn.failed();
    return new RecoverFacts(
        new RecoverFacts.Scope("/user/k/access", readsKafka, recordsLoss, Duration.ofSeconds(5)),
        hdfs,
        yarn,
        kafka,
        answered ? Asked.of(job) : Asked.without("no answer within 20 s"),
        status(answered),
        ledger,
        plan,
        asked,
        tokens,
        checkpoints,
        NOW);
  }

  private Asked<StatusReport> status(boolean answered) {
    if (status != null) {
      return status;
    }
    return answered ? Asked.of(running.report()) : Asked.without("no answer within 20 s");
  }

  RecoverReport report() {
    return RecoverReport.of("access-logs", false, RecoverDiagnosis.of(facts()));
  }

  RecoverFinding find(String id) {
    return report().findings().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** What is wrong, after it was seen that it is. */
  RecoverFinding bad(String id, String page, ExitCode code) {
    RecoverFinding found = find(id);
    assertThat(found.state()).as(found.toString()).isEqualTo(RecoverFinding.State.FAIL);
    assertThat(found.runbook()).isEqualTo("runbooks/procedures/" + page);
    assertThat(found.exitCode()).isEqualTo(code.code());
    assertThat(report().ok()).isFalse();
    return found;
  }

  /** Fails where a finding names a page or anchor that is not there. */
  void requirePages() {
    for (RecoverFinding finding : report().findings()) {
      if (finding.runbook() != null) {
        String[] target = finding.runbook().split("#", 2);
        assertThat(new Pages().find(target[0]))
            .as("page of %s", finding)
            .hasValueSatisfying(
                page ->
                    assertThat(target.length == 1 || page.part(target[1]).isPresent()).isTrue());
      }
    }
  }
}
