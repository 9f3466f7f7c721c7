package io.keystream.job.cli;

import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.security.UserGroupInformation;
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

  /** What {@code --json} prints. */
  record Answer(boolean changed, String state, String applicationId, boolean killed) {}

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long to wait before the kill; default ${DEFAULT-VALUE}.")
  private int timeoutSeconds = 120;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException, InterruptedException {
    Optional<ApplicationReport> live = cluster.applications().live();
    if (live.isEmpty()) {
      printer.print(new Answer(false, "STOPPED", null, false), "Nothing runs.");
      return ExitCode.OK;
    }
    ApplicationReport application = live.get();
    String user = UserGroupInformation.getCurrentUser().getShortUserName();
    cluster.control().requestStop(new Control.StopRequest(user, Instant.now()));
    say(
        "Asked "
            + application.getApplicationId()
            + " to stop; it is killed in "
            + timeoutSeconds
            + " s if it has not");
    boolean killed = !awaitEnd(cluster, application);
    if (killed) {
      say("Killing " + application.getApplicationId() + " now");
      cluster
          .applications()
          .kill(application, "keystream stop: no end after " + timeoutSeconds + " s");
    }
    String id = application.getApplicationId().toString();
    printer.print(new Answer(true, "STOPPED", id, killed), (killed ? "Killed " : "Stopped ") + id);
    return ExitCode.OK;
  }

  private boolean awaitEnd(Cluster cluster, ApplicationReport application)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(timeoutSeconds));
    while (YarnApplications.isLive(cluster.applications().report(application))) {
      if (Instant.now().isAfter(deadline)) {
        return false;
      }
      Thread.sleep(500);
    }
    return true;
  }
}
