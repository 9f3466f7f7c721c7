package io.keystream.job.cli;

import io.keystream.job.ledger.SubmissionLease;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks once whether YARN has given the job up, and then submits it again. */
@Command(
    name = "watchdog",
    description = {
      "Look once, and submit the job again if YARN has given it up. Called by a timer.",
      "A job that an operator stopped or killed, that has ended, or that would fail the same way"
          + " again is left alone. What is not known for sure is not done: exit code 1."
    })
final class WatchdogCommand extends ClusterCommand {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What {@code --json} prints; {@code verdict} is one of {@link WatchdogDecision.Verdict}. */
  record Answer(boolean changed, String verdict, String applicationId, String why) {}

  @Option(
      names = "--resubmissions",
      paramLabel = "N",
      description = "Give up after so many within --within; default ${DEFAULT-VALUE}.")
  private int resubmissions = 6;

  @Option(
      names = "--within",
      paramLabel = "MINUTES",
      description = "Resubmissions that are older count no more; default ${DEFAULT-VALUE}.")
  private int withinMinutes = 360;

  @Option(
      names = "--first-pause",
      paramLabel = "SECONDS",
      description =
          "How long the job is down before the second resubmission, and twice as long before each"
              + " later one; default ${DEFAULT-VALUE}.")
  private int firstPauseSeconds = 60;

  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean dryRun;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException, InterruptedException {
    WatchdogDecision decision = decide(cluster);
    boolean acts =
        decision.verdict() == WatchdogDecision.Verdict.RESUBMIT
            || decision.verdict() == WatchdogDecision.Verdict.GIVING_UP;
    if (dryRun || !acts) {
      return print(cluster, printer, decision, null);
    }
    SparkSubmit submit = new SparkSubmit(cluster.release(), Map.of());
    try (SubmissionLease lease =
        SubmissionLease.take(cluster.files(), cluster.home(), cluster.caller())) {
      return act(cluster, printer, submit, lease);
    } catch (SubmissionLease.HeldException e) {
      return print(cluster, printer, WatchdogDecision.busy(e.getMessage()), null);
    }
  }

  /** What was decided before others were shut out may no longer hold. */
  private ExitCode act(Cluster cluster, Printer printer, SparkSubmit submit, SubmissionLease lease)
      throws IOException, InterruptedException {
    WatchdogFacts facts = look(cluster);
    Instant now = Instant.now();
    WatchdogDecision decision = WatchdogDecision.of(facts, limits(), now);
    String application = null;
    if (decision.verdict() == WatchdogDecision.Verdict.GIVING_UP) {
      cluster
          .control()
          .recordWatchdog(new Control.WatchdogNotes(facts.notes().resubmissions(), now));
    }
    if (decision.verdict() == WatchdogDecision.Verdict.RESUBMIT) {
      // One that fails counts as well.
      List<Instant> done = new ArrayList<>(facts.resubmissions(limits().within(), now));
      done.add(now);
      Control.WatchdogNotes notes = new Control.WatchdogNotes(done, null);
      Submission submission = Submission.again(cluster, submit, lease, notes, line -> {});
      application = submission.application().getApplicationId().toString();
    }
    return print(cluster, printer, decision, application);
  }

  private WatchdogDecision decide(Cluster cluster) throws InterruptedException {
    return WatchdogDecision.of(look(cluster), limits(), Instant.now());
  }

  private static WatchdogFacts look(Cluster cluster) throws InterruptedException {
    return TimeLimit.answer(
        "the ResourceManager or HDFS", PATIENCE, () -> WatchdogFacts.of(cluster));
  }

  private WatchdogLimits limits() {
    return new WatchdogLimits(
        resubmissions, Duration.ofMinutes(withinMinutes), Duration.ofSeconds(firstPauseSeconds));
  }

  private static ExitCode print(
      Cluster cluster, Printer printer, WatchdogDecision decision, String application) {
    String line = cluster.release().pipeline().name() + " " + decision.verdict() + ": ";
    printer.print(
        new Answer(application != null, decision.verdict().toString(), application, decision.why()),
        line + (application == null ? "" : "submitted " + application + "; ") + decision.why());
    return decision.exitCode();
  }
}
