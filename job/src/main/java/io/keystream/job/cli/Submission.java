package io.keystream.job.cli;

import io.keystream.job.ledger.SubmissionLease;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.yarn.api.records.ApplicationReport;

/**
 * The application of a pipeline on YARN, of which there is one at a time.
 *
 * @param isNew whether it was submitted now
 */
record Submission(ApplicationReport application, boolean isNew) {

  /** Begins the diagnostics of an application that was submitted beside another one. */
  static final String WITHDRAWN = "Withdrawn: ";

  /**
   * Submits a release, unless an application of its pipeline is there already; waits for whoever
   * submits at this moment.
   *
   * @param say tells people how it goes
   */
  static Submission once(Cluster cluster, SparkSubmit submit, Consumer<String> say)
      throws IOException, InterruptedException {
    Optional<ApplicationReport> live = cluster.applications().live();
    if (live.isPresent()) {
      return new Submission(live.get(), false);
    }
    try (SubmissionLease lease = lease(cluster, say)) {
      live = cluster.applications().live();
      if (live.isPresent()) {
        return new Submission(live.get(), false);
      }
      lease.ensureFresh();
      cluster.control().clear();
      return now(cluster, submit, lease, say);
    }
  }

  private static SubmissionLease lease(Cluster cluster, Consumer<String> say)
      throws IOException, InterruptedException {
    try {
      return SubmissionLease.take(cluster.files(), cluster.home(), cluster.caller());
    } catch (SubmissionLease.HeldException e) {
      say.accept("Waiting. " + e.getMessage());
      return SubmissionLease.await(
          cluster.files(), cluster.home(), cluster.caller(), SubmissionLease.LONGEST);
    }
  }

  /**
   * Submits a release again that YARN has given up, and leaves a stop that is asked for as it is.
   *
   * @param notes for the watchdog, recorded before
   */
  static Submission again(
      Cluster cluster,
      SparkSubmit submit,
      SubmissionLease lease,
      Control.WatchdogNotes notes,
      Consumer<String> say)
      throws IOException, InterruptedException {
    lease.ensureFresh();
    cluster.control().recordWatchdog(notes);
    cluster.control().clearRun();
    return now(cluster, submit, lease, say);
  }

  /** Submits a release of which no application is there. */
  static Submission now(
      Cluster cluster, SparkSubmit submit, SubmissionLease lease, Consumer<String> say)
      throws IOException, InterruptedException {
    say.accept("Submitting " + cluster.release().pipeline().name() + " ...");
    lease.ensureFresh();
    ApplicationReport application = cluster.applications().report(submit.run());
    ApplicationReport first = firstOfAll(cluster, application, say);
    boolean isNew = first.getApplicationId().equals(application.getApplicationId());
    if (isNew) {
      cluster
          .control()
          .recordSubmitted(
              new Control.Submitted(
                  first.getApplicationId().toString(),
                  cluster.release().name(),
                  cluster.caller(),
                  Instant.now()));
    }
    return new Submission(first, isNew);
  }

  /**
   * The second line behind the lease, should its holder have slept for longer than it lasts: the
   * older of two applications stays, and whoever submitted the younger one withdraws it.
   */
  private static ApplicationReport firstOfAll(
      Cluster cluster, ApplicationReport own, Consumer<String> say) throws IOException {
    ApplicationReport first = cluster.applications().live().orElse(own);
    if (first.getApplicationId().compareTo(own.getApplicationId()) >= 0) {
      return own;
    }
    String why = WITHDRAWN + first.getApplicationId() + " was submitted at the same time";
    say.accept(why);
    cluster.applications().kill(own, why);
    return first;
  }

  /** What to tell of an application that has ended, though it should not have. */
  static CommandFailure ended(Cluster cluster, ApplicationReport application) throws IOException {
    Optional<Control.LastFailure> failure = cluster.control().lastFailure();
    return new CommandFailure(
        failure.flatMap(known -> ExitCode.of(known.exitCode())).orElse(ExitCode.FAILED),
        application.getApplicationId()
            + " is "
            + application.getYarnApplicationState()
            + ": "
            + failure.map(Control.LastFailure::message).orElse(application.getDiagnostics()));
  }
}
