package io.keystream.job.cli;

import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationReport;

/** The first batch of a job that was submitted: everything that the job needs works then. */
final class FirstBatch {
  private static final long POLL_MILLIS = 500;

  private FirstBatch() {}

  /**
   * Waits until the application's driver has finished a batch.
   *
   * @return the newest entry of the ledger; empty if topics hold nothing yet
   * @throws CommandFailure if the application ends, or does not finish one in time
   */
  static Optional<LedgerEntry> await(
      Cluster cluster, ApplicationReport application, Duration patience)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    while (!isRunning(cluster, application)) {
      ApplicationReport now = cluster.applications().report(application);
      if (!YarnApplications.isLive(now)) {
        throw Submission.ended(cluster, now);
      }
      if (Instant.now().isAfter(deadline)) {
        throw notInTime(cluster, now, patience);
      }
      Thread.sleep(POLL_MILLIS);
    }
    return Ledger.peek(cluster.files(), cluster.home());
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

  private static CommandFailure notInTime(
      Cluster cluster, ApplicationReport application, Duration patience) throws IOException {
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
            + patience.toSeconds()
            + " s; "
            + reason
            + ". See yarn logs -applicationId "
            + application.getApplicationId());
  }
}
