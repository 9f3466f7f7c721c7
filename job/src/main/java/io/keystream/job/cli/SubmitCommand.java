package io.keystream.job.cli;

import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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
    Submission submission = Submission.once(cluster, submit, this::say);
    ApplicationReport application = submission.application();
    if (!submission.isNew()) {
      print(cluster, printer, application, false, null);
      return ExitCode.OK;
    }
    LedgerEntry commit =
        waitSeconds == 0
            ? null
            : FirstBatch.await(cluster, application, Duration.ofSeconds(waitSeconds)).orElse(null);
    print(cluster, printer, cluster.applications().report(application), true, commit);
    return ExitCode.OK;
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
