package io.keystream.job.cli;

import io.keystream.job.cli.RecoverFinding.Kind;
import io.keystream.job.cli.WatchdogDecision.Verdict;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.RepairAnswer;
import io.keystream.job.ledger.RepairPlan;
import io.keystream.job.ledger.SubmissionLease;
import io.keystream.job.lifecycle.Control;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.yarn.api.records.ApplicationReport;

/**
 * The repairs, done on the cluster.
 *
 * @param facts what they were decided by
 * @param stopping how long a driver that hangs may take to stop by itself
 * @param waiting how long it may take until a repair shows
 */
record RecoverRepairs(
    Cluster cluster, RecoverFacts facts, Duration stopping, Duration waiting, Consumer<String> say)
    implements RecoverTreatment.Repairs {

  @Override
  public RecoverOutcome apply(Kind kind) throws IOException, InterruptedException {
    return switch (kind) {
      case SUBMIT -> submit();
      case RESTART -> restart();
      case RENEW -> renew();
      case REMAKE -> remake();
    };
  }

  /** What was decided before others were shut out may no longer hold. */
  private RecoverOutcome submit() throws IOException, InterruptedException {
    SparkSubmit submit = new SparkSubmit(cluster.release(), Map.of());
    ApplicationReport application;
    try (SubmissionLease lease =
        SubmissionLease.take(cluster.files(), cluster.home(), cluster.caller())) {
      WatchdogFacts now = WatchdogFacts.of(cluster);
      WatchdogDecision decision = RecoverDecision.of(now);
      if (decision.verdict() != Verdict.RESUBMIT) {
        boolean runs = decision.verdict() == Verdict.RUNNING;
        return new RecoverOutcome(false, runs, "not submitted: " + decision.why());
      }
      if (now.stop().filter(RecoverDecision::isRestart).isPresent()) {
        cluster.control().clear();
      }
      application =
          Submission.again(cluster, submit, lease, Control.WatchdogNotes.NONE, say).application();
    }
    Optional<LedgerEntry> first = FirstBatch.await(cluster, application, waiting);
    return new RecoverOutcome(
        true,
        true,
        "submitted "
            + application.getApplicationId()
            + ", which has finished a batch"
            + first.map(entry -> "; the newest entry is " + entry.sequence()).orElse(""));
  }

  /** A stop that somebody else asked for in the meantime is theirs. */
  private RecoverOutcome restart() throws IOException, InterruptedException {
    Control control = cluster.control();
    Optional<ApplicationReport> live = cluster.applications().live();
    if (control.stopRequested() || live.isEmpty()) {
      return new RecoverOutcome(false, false, "not done: it is stopped, or ends, by itself");
    }
    control.requestStop(RecoverDecision.restart(cluster.caller(), Instant.now()));
    boolean killed = GracefulStop.await(cluster, live.get(), stopping, "recover", say);
    RecoverOutcome submitted = submit();
    String ended = (killed ? "killed " : "stopped ") + live.get().getApplicationId();
    return new RecoverOutcome(true, submitted.mended(), ended + ", " + submitted.what());
  }

  private RecoverOutcome renew() throws IOException, InterruptedException {
    List<String> renewed = new RequestedRenewal(cluster).await(waiting, say);
    boolean all = RecoverData.isMendedByTokens(facts);
    return new RecoverOutcome(
        true,
        all,
        "renewed " + String.join("; ", renewed) + (all ? "" : "; the others stay to be seen to"));
  }

  /** What was asked for before is waited for, and not asked for again. */
  private RecoverOutcome remake() throws IOException, InterruptedException {
    RepairPlan plan = facts.plan().answer();
    List<Long> entries = plan.entries().stream().map(LedgerEntry::sequence).toList();
    Optional<String> before =
        facts.asked().keySet().stream()
            .filter(id -> facts.asked().get(id).containsAll(entries))
            .findFirst();
    String id = before.isPresent() ? before.get() : RepairingReplay.submit(cluster, plan).id();
    boolean changed = before.isEmpty();
    if (cluster.applications().live().isEmpty()) {
      String waits = "request " + id + " waits: the next driver that starts makes them again";
      return new RecoverOutcome(changed, false, waits);
    }
    say.accept("Request " + id + ": the job makes them again after its next batch");
    RepairAnswer answer = RepairingReplay.await(cluster, id, waiting);
    List<String> refused =
        Stream.concat(plan.refused().stream(), answer.refused().stream()).toList();
    return new RecoverOutcome(
        changed,
        refused.isEmpty(),
        "made again by entries "
            + answer.entries()
            + (refused.isEmpty() ? "" : "; refused: " + String.join("; ", refused)));
  }
}
