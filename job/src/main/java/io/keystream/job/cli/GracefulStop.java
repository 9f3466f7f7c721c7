package io.keystream.job.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.hadoop.yarn.api.records.ApplicationReport;

/** The end of an application that was asked to stop. */
final class GracefulStop {
  private static final long POLL_MILLIS = 500;
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);

  private GracefulStop() {}

  /**
   * Waits for the end, and kills the application if there is none in time.
   *
   * @param verb of the command line, for YARN's diagnostics
   * @param say tells people how it goes
   * @return whether it was killed
   */
  static boolean await(
      Cluster cluster,
      ApplicationReport application,
      Duration patience,
      String verb,
      Consumer<String> say)
      throws IOException, InterruptedException {
    String id = application.getApplicationId().toString();
    long seconds = patience.toSeconds();
    say.accept("Asked " + id + " to stop; it is killed in " + seconds + " s if it has not");
    Instant deadline = Instant.now().plus(patience);
    Instant next = Instant.now().plus(BETWEEN_REPORTS);
    while (YarnApplications.isLive(cluster.applications().report(application))) {
      Instant now = Instant.now();
      if (now.isAfter(deadline)) {
        say.accept("Killing " + id + " now");
        String why = "keystream " + verb + ": no end after " + seconds + " s";
        cluster.applications().kill(application, why);
        return true;
      }
      if (now.isAfter(next)) {
        say.accept(DrainProgress.tell(cluster, now));
        next = now.plus(BETWEEN_REPORTS);
      }
      Thread.sleep(POLL_MILLIS);
    }
    return false;
  }
}
