package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What happens to a job that is watched: a fault, the alert, what the operator does, and the end.
 *
 * @param say told how it goes, one line at a time
 */
record Incident(Lab lab, LoadedJob job, Consumer<String> say) {

  /** Waits until the job runs well and Prometheus knows it; then something breaks. */
  void begins() throws IOException, InterruptedException {
    job.awaitCommitAfter(job.committed() + 2);
    job.onCall().awaitMetrics();
    job.onCall().faultBegins();
  }

  /** Waits for the alert, and looks as its page says. */
  void alert(String alert) throws IOException, InterruptedException {
    job.onCall().awaitAlert(alert);
    job.onCall().follow(page(alert, "diagnosis"));
  }

  /**
   * Does what a section says.
   *
   * @param page with its section: {@code procedures/mend-job.md#brokers-away}
   */
  void follow(String page) throws IOException {
    job.onCall().follow(page);
  }

  /**
   * Waits for the first commit.
   *
   * @param before sequence of the last commit before
   * @param since when the fault was over
   * @param when the same in words, as in {@code after the broker serves}
   */
  void firstCommit(long before, Instant since, Duration goal, String when)
      throws IOException, InterruptedException {
    Duration pause = job.firstCommit(before, since, goal);
    say.accept("first commit %s %s".formatted(Figures.seconds(pause), when));
  }

  /**
   * Does what mends it, and waits for the first commit after the first of the commands.
   *
   * @param more to put into the commands
   * @param pages with their sections
   */
  void mendedBy(Duration goal, Map<String, String> more, String... pages)
      throws IOException, InterruptedException {
    long before = job.committed();
    Instant begin = Instant.now();
    for (String page : pages) {
      job.onCall().follow(page, more);
    }
    firstCommit(before, begin, goal, "after the first command that mends it");
    job.findApplication();
  }

  /** Verifies as the page of the alert says, and waits until it has ended. */
  void ends(String alert) throws IOException, InterruptedException {
    follow(page(alert, "verification"));
    job.onCall().awaitQuiet(alert);
  }

  private static String page(String alert, String section) {
    return "alerts/%s.md#%s".formatted(alert, section);
  }
}
