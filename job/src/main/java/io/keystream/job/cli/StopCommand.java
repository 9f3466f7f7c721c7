package io.keystream.job.cli;

import io.keystream.job.ledger.SubmissionLease;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops the job: gracefully, and if that takes too long by an announced kill. */
@Command(
    name = "stop",
    description =
        "Stop the job after the batches it began. A kill after the timeout loses nothing either:"
            + " the next start takes up where the ledger ends.")
final class StopCommand extends ClusterCommand {

  /**
   * What {@code --json} prints.
   *
   * @param drained what the driver recorded when every batch that it began was committed; null if
   *     it did not come to that
   */
  record Answer(
      boolean changed,
      String state,
      String applicationId,
      boolean killed,
      Control.Stopped drained) {}

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long to wait before the kill; default ${DEFAULT-VALUE}.")
  private int timeoutSeconds = 120;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException, InterruptedException {
    boolean recorded = request(cluster);
    Optional<ApplicationReport> live = liveAfterSubmissions(cluster);
    if (live.isEmpty()) {
      printer.print(
          new Answer(recorded, "STOPPED", null, false, null),
          "Nothing runs" + (recorded ? ", and the watchdog leaves it so." : "."));
      return ExitCode.OK;
    }
    ApplicationReport application = live.get();
    Duration patience = Duration.ofSeconds(timeoutSeconds);
    boolean killed = GracefulStop.await(cluster, application, patience, "stop", this::say);
    String id = application.getApplicationId().toString();
    Control.Stopped drained =
        cluster.control().stopped().filter(by -> by.applicationId().equals(id)).orElse(null);
    printer.print(
        new Answer(true, "STOPPED", id, killed, drained),
        (killed ? "Killed " : "Stopped ")
            + id
            + (drained == null
                ? "; the next start reads again what it had begun"
                : " after entry " + drained.lastSequence() + ", with nothing begun"));
    return ExitCode.OK;
  }

  /**
   * Records the stop in the home, where every watchdog sees it; also of a job that does not run, as
   * a watchdog may be about to submit it.
   *
   * @return whether it was not known
   */
  private static boolean request(Cluster cluster) throws IOException {
    Control control = cluster.control();
    // Whoever asks for a stop wants it to last, also while keystream recover starts the job again.
    boolean known =
        control.stopRequest().filter(stop -> !RecoverDecision.isRestart(stop)).isPresent();
    if (known || !cluster.files().exists(cluster.home().root())) {
      return false;
    }
    control.requestStop(new Control.StopRequest(cluster.caller(), Instant.now()));
    return true;
  }

  /** The application that runs when nobody submits any more who did not know of the stop. */
  private Optional<ApplicationReport> liveAfterSubmissions(Cluster cluster)
      throws IOException, InterruptedException {
    Optional<ApplicationReport> live = cluster.applications().live();
    if (live.isPresent() || !cluster.files().exists(cluster.home().root())) {
      return live;
    }
    Duration patience = Duration.ofSeconds(timeoutSeconds);
    SubmissionLease.await(cluster.files(), cluster.home(), cluster.caller(), patience).close();
    return cluster.applications().live();
  }
}
