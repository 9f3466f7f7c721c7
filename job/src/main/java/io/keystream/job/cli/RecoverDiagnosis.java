package io.keystream.job.cli;

import io.keystream.job.cli.RecoverFinding.Kind;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong, where it is told, and what mends it; made of nothing but what is known. */
final class RecoverDiagnosis {
  static final String FOLDER = "runbooks/procedures/";

  private static final String YARN = "the job's application on YARN, and who stopped it";
  private static final String COMMITS = "the newest commits, beside what waits in Kafka";

  private final RecoverFacts facts;
  private final List<RecoverFinding> findings = new ArrayList<>();

  private RecoverDiagnosis(RecoverFacts facts) {
    this.facts = facts;
  }

  /** All that was looked at, what is wrong first. */
  static List<RecoverFinding> of(RecoverFacts facts) {
    RecoverDiagnosis diagnosis = new RecoverDiagnosis(facts);
    diagnosis.addApplication();
    diagnosis.addProgress();
    diagnosis.findings.addAll(RecoverServices.of(facts));
    diagnosis.findings.addAll(RecoverData.of(facts));
    diagnosis.findings.sort(RecoverFinding.MOST_URGENT_FIRST);
    return List.copyOf(diagnosis.findings);
  }

  private void addApplication() {
    if (facts.job().failed()) {
      findings.add(notAsked("application", YARN, facts.job().problem()));
      return;
    }
    WatchdogFacts job = facts.job().answer();
    WatchdogDecision decision = RecoverDecision.of(job);
    String why = decision.why();
    findings.add(
        switch (decision.verdict()) {
          case RUNNING, ENDED -> RecoverFinding.ok("application", YARN, running(job, why));
          case STOPPED ->
              RecoverFinding.warn("application", YARN, why, FOLDER + "stop-job.md#rollback");
          case RESUBMIT -> givenUp(job, why);
          case PERMANENT_FAILURE -> failed(job, why, decision.exitCode());
          case NEVER_SUBMITTED -> failed("application", YARN, why, FOLDER + "deploy-job.md");
          default -> failed("application", YARN, why, FOLDER + "watch-job.md#mitigation");
        });
  }

  private static String running(WatchdogFacts job, String why) {
    boolean live =
        job.application().filter(each -> each.fate() == LastApplication.Fate.LIVE).isPresent();
    return job.stop()
        .filter(stop -> live)
        .map(stop -> why + "; " + stop.requestedBy() + " asked it to stop")
        .orElse(why);
  }

  private RecoverFinding givenUp(WatchdogFacts job, String why) {
    RecoverFinding found = failed(job, why, ExitCode.FAILED);
    if (!facts.canBeChanged()) {
      return found;
    }
    return facts
        .hindrance()
        .map(
            first ->
                found.saying(also(found, "it is not submitted before " + first + " is mended")))
        .orElseGet(
            () ->
                found.mendedBy(Kind.SUBMIT, "submit the job, which goes on where the ledger ends"));
  }

  private static List<String> also(RecoverFinding found, String sentence) {
    List<String> all = new ArrayList<>(found.details());
    all.add(sentence);
    return all;
  }

  /** The page is that of what the driver said last, or of what YARN says. */
  private RecoverFinding failed(WatchdogFacts job, String why, ExitCode code) {
    String application = job.application().map(LastApplication::id).orElse("");
    String said =
        job.failure()
            .filter(last -> last.applicationId().equals(application))
            .map(Control.LastFailure::message)
            .orElse(job.application().map(LastApplication::diagnostics).orElse(""));
    String page = NextStep.page(said, FOLDER + "check-job.md#diagnosis");
    List<String> details =
        said.isEmpty() ? List.of() : List.of("it said: " + said.lines().findFirst().orElse(""));
    return RecoverFinding.fail("application", YARN, why, page, code).saying(details);
  }

  private static RecoverFinding failed(String id, String lookedAt, String found, String page) {
    return RecoverFinding.fail(id, lookedAt, found, page, ExitCode.FAILED);
  }

  /** Only of a job that is there: of any other, the application says it all. */
  private void addProgress() {
    if (facts.status().failed()) {
      findings.add(
          ledgerIsDamaged()
              ? RecoverFinding.skip("progress", COMMITS, "see ledger")
              : notAsked("progress", COMMITS, facts.status().problem()));
      return;
    }
    StatusReport known = facts.status().answer();
    StatusReport status = known.lastCommit() == null ? known : known.with(lag());
    if (!status.state().equals("RUNNING") && !status.state().equals("ACCEPTED")) {
      return;
    }
    int before = findings.size();
    NextStep.of(status, facts.scope().batchInterval(), facts.now()).stream()
        .filter(step -> !step.isOfCredentials())
        .forEach(step -> findings.add(progress(step)));
    if (findings.size() == before) {
      findings.add(RecoverFinding.ok("progress", COMMITS, commit(status)));
    }
  }

  private boolean ledgerIsDamaged() {
    return !facts.ledger().failed() && !facts.ledger().answer().problemsOfEntries().isEmpty();
  }

  /** What is lost, or not known, is told of with the brokers. */
  private KafkaLag lag() {
    return facts
        .kafka()
        .or(Optional::empty)
        .map(lag -> new KafkaLag(lag.records(), lag.partitions(), lag.furthest(), List.of(), null))
        .orElse(null);
  }

  private RecoverFinding progress(NextStep step) {
    if (!step.urgent()) {
      return RecoverFinding.warn("progress", COMMITS, step.what(), step.runbook());
    }
    RecoverFinding found = failed("progress", COMMITS, step.what(), step.runbook());
    return step.isOfStuckDriver() && mayBeRestarted()
        ? found.mendedBy(
            Kind.RESTART,
            "stop the job gracefully, kill it if it does not end, and submit it: the ledger makes"
                + " that safe")
        : found;
  }

  /** A driver that waits for a service is no driver that hangs. */
  private boolean mayBeRestarted() {
    boolean wanted = facts.job().or(() -> null) != null && facts.job().answer().stop().isEmpty();
    return wanted && facts.canBeChanged() && !facts.kafka().failed() && facts.hindrance().isEmpty();
  }

  private static String commit(StatusReport status) {
    StatusReport.LastCommit last = status.lastCommit();
    String commit =
        last == null
            ? "nothing is committed yet"
            : "entry " + last.sequence() + " was committed " + last.ageSeconds() + " s ago";
    return status.lag() == null ? commit : commit + "; " + status.lag().forPeople();
  }

  private RecoverFinding notAsked(String id, String lookedAt, String problem) {
    return facts.canBeChanged()
        ? failed(id, lookedAt, problem, NextStep.page(problem, FOLDER + "check-job.md#diagnosis"))
        : RecoverFinding.skip(id, lookedAt, facts.hdfs().failed() ? "see hdfs" : "see yarn");
  }
}
