package io.keystream.job.cli;

import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Submits the job, once. */
@Command(
    name = "submit",
    description =
        "Submit the job to YARN, unless an application of this pipeline is there already.")
final class SubmitCommand extends ClusterCommand {

  /** What {@code --json} prints. */
  record Answer(
      boolean changed,
      String applicationId,
      String state,
      String trackingUrl,
      LedgerEntry firstBatch,
      String output) {}

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "A Spark setting that wins over spark.conf; may be repeated.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Option(
      names = "--wait-first-batch",
      paramLabel = "SECONDS",
      description = "Wait until the new job has finished a batch; 0, the default: don't.")
  private int waitSeconds;

  @Option(
      names = "--dry-run",
      description = "Print the spark-submit command, an argument a line, and submit nothing.")
  private boolean dryRun;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException, InterruptedException {
    SparkSubmit submit = new SparkSubmit(cluster.release(), overrides);
    if (dryRun) {
      printer.print(submit.command(), String.join("\n", submit.command()));
      return ExitCode.OK;
    }
    Optional<ApplicationReport> live = cluster.applications().live();
    if (live.isPresent()) {
      print(cluster, printer, live.get(), false, null);
      return ExitCode.OK;
    }
    cluster.control().clear();
    say("Submitting " + cluster.release().pipeline().name() + " ...");
    ApplicationReport application = cluster.applications().report(submit.run());
    ApplicationReport first = firstOfAll(cluster, application);
    if (!first.getApplicationId().equals(application.getApplicationId())) {
      print(cluster, printer, first, false, null);
      return ExitCode.OK;
    }
    LedgerEntry commit = waitSeconds == 0 ? null : awaitFirstBatch(cluster, application);
    print(cluster, printer, cluster.applications().report(application), true, commit);
    return ExitCode.OK;
  }

  /**
   * Settles a race of two operators: both see both applications, the older one stays, and whoever
   * submitted the younger one withdraws it.
   */
  private ApplicationReport firstOfAll(Cluster cluster, ApplicationReport own) throws IOException {
    ApplicationReport first = cluster.applications().live().orElse(own);
    if (first.getApplicationId().compareTo(own.getApplicationId()) >= 0) {
      return own;
    }
    String why = "Withdrawn: " + first.getApplicationId() + " was submitted at the same time";
    say(why);
    cluster.applications().kill(own, why);
    return first;
  }

  /** Waits until the application's driver has finished a batch; its newest entry is the answer. */
  private LedgerEntry awaitFirstBatch(Cluster cluster, ApplicationReport application)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(waitSeconds));
    while (!isRunning(cluster, application)) {
      ApplicationReport now = cluster.applications().report(application);
      refuseIfEnded(cluster, now);
      if (Instant.now().isAfter(deadline)) {
        throw notInTime(cluster, now);
      }
      Thread.sleep(500);
    }
    return Ledger.peek(cluster.files(), cluster.home()).orElse(null);
  }

  private static boolean isRunning(Cluster cluster, ApplicationReport application)
      throws IOException {
    String id = application.getApplicationId().toString();
    return cluster
        .control()
        .running()
        .filter(running -> running.applicationId().equals(id))
        .isPresent();
  }

  private static void refuseIfEnded(Cluster cluster, ApplicationReport application)
      throws IOException {
    if (YarnApplications.isLive(application)) {
      return;
    }
    Optional<Control.LastFailure> failure = cluster.control().lastFailure();
    throw new CommandFailure(
        failure.map(SubmitCommand::exitCode).orElse(ExitCode.FAILED),
        application.getApplicationId()
            + " is "
            + application.getYarnApplicationState()
            + ": "
            + failure.map(Control.LastFailure::message).orElse(application.getDiagnostics()));
  }

  private CommandFailure notInTime(Cluster cluster, ApplicationReport application)
      throws IOException {
    String reason =
        cluster
            .control()
            .lastFailure()
            .map(failure -> "an attempt failed: " + failure.message())
            .orElse("YARN says: " + application.getDiagnostics().strip());
    return new CommandFailure(
        ExitCode.FAILED,
        application.getApplicationId()
            + " is "
            + application.getYarnApplicationState()
            + " and has finished no batch within "
            + waitSeconds
            + " s; "
            + reason
            + ". See yarn logs -applicationId "
            + application.getApplicationId());
  }

  private static ExitCode exitCode(Control.LastFailure failure) {
    for (ExitCode code : ExitCode.values()) {
      if (code.code() == failure.exitCode()) {
        return code;
      }
    }
    return ExitCode.FAILED;
  }

  private static void print(
      Cluster cluster,
      Printer printer,
      ApplicationReport application,
      boolean changed,
      LedgerEntry first) {
    String id = application.getApplicationId().toString();
    String output = cluster.release().pipeline().targets();
    printer.print(
        new Answer(
            changed,
            id,
            application.getYarnApplicationState().toString(),
            application.getTrackingUrl(),
            first,
            output),
        (changed ? "Submitted " : "Already there: ")
            + id
            + " ("
            + application.getYarnApplicationState()
            + ")\n  URL     "
            + application.getTrackingUrl()
            + "\n  output  "
            + output);
  }
}
