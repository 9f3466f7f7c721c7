package io.keystream.job.cli;

import io.keystream.job.explain.Finding;
import io.keystream.job.explain.Pages;
import io.keystream.job.explain.RunbookIndex;
import io.keystream.job.explain.TextScan;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that an operator has to do, or to look at.
 *
 * @param urgent whether records wait, or will soon
 * @param what was found
 * @param runbook page of the repository, which {@code keystream explain} shows
 */
record NextStep(boolean urgent, String what, String runbook) {
  private static final String FOLDER = "runbooks/procedures/";
  private static final String STUCK_DRIVER = "mend-job.md#stuck-driver";
  private static final String CREDENTIALS = "check-tokens.md#diagnosis";

  /** How long a queue may take to find room for an application. */
  static final Duration WAITING = Duration.ofMinutes(2);

  /** How long nothing may be committed while records wait; but at least ten batches. */
  static final Duration STUCK = Duration.ofMinutes(5);

  /** How long it may take to catch up with Kafka. */
  static final Duration BEHIND = Duration.ofMinutes(10);

  /** Of the records of the last commits, above which the alert of dead letters fires. */
  static final double DEAD = 0.01;

  /** Whether the driver is there and does nothing. */
  boolean isOfStuckDriver() {
    return runbook.equals(FOLDER + STUCK_DRIVER);
  }

  /** Whether something the job logs in with ends. */
  boolean isOfCredentials() {
    return runbook.equals(FOLDER + CREDENTIALS);
  }

  /** What is to be done, the most urgent first. */
  static List<NextStep> of(StatusReport report, Duration interval, Instant now) {
    List<NextStep> steps = new ArrayList<>();
    switch (report.state()) {
      case "ABSENT" ->
          steps.add(urgent("nothing runs, and YARN knows no application", "deploy-job.md"));
      case "STOPPED" ->
          steps.add(
              new NextStep(false, "it was stopped, and stays so", FOLDER + "stop-job.md#rollback"));
      case "FAILED" -> addFailed(steps, report);
      case "ACCEPTED" -> addWaiting(steps, report, now);
      default -> addRunning(steps, report, interval, now);
    }
    for (StatusReport.Ending ending : report.ending()) {
      String what = ending.state() + ": " + ending.kind() + " for " + ending.service();
      steps.add(urgent(what + ", " + ending.action(), CREDENTIALS));
    }
    if (report.pace().deadLetterShare() > DEAD) {
      String share = String.format(Locale.ROOT, "%.0f", report.pace().deadLetterShare() * 100);
      String what = share + " of 100 records of the last commits are dead letters";
      steps.add(new NextStep(false, what, FOLDER + "replay-dead-letters.md"));
    }
    return List.copyOf(steps);
  }

  private static void addFailed(List<NextStep> steps, StatusReport report) {
    boolean told = report.lastFailure() != null;
    String why = told ? report.lastFailure().message() : report.diagnostics();
    String where = told ? "last failure" : "what YARN says";
    String page = page(why == null ? "" : why, FOLDER + "check-job.md#diagnosis");
    steps.add(new NextStep(true, "it has failed: see " + where, page));
    if (report.watchdogGaveUpAt() != null) {
      steps.add(urgent("the watchdog gave up at " + report.watchdogGaveUpAt(), "watch-job.md"));
    }
  }

  private static void addWaiting(List<NextStep> steps, StatusReport report, Instant now) {
    Duration waits = Duration.between(report.submittedAt(), now);
    if (waits.compareTo(WAITING) > 0) {
      String what = "it waits for room in its queue since " + waits.toMinutes() + " minutes";
      steps.add(urgent(what, "mend-preflight.md#yarn-queue"));
    }
  }

  private static void addRunning(
      List<NextStep> steps, StatusReport report, Duration interval, Instant now) {
    KafkaLag lag = report.lag();
    if (lag != null) {
      addLag(steps, report, lag, interval, now);
    }
    if (report.attempt() > 1) {
      String what = "attempt " + report.attempt() + ": the driver died and was started again";
      steps.add(new NextStep(false, what, FOLDER + "check-job.md#diagnosis"));
    }
    double batch = interval.toMillis() / 1_000.0;
    if (report.pace().commits() > 1 && report.pace().delaySeconds() > 2 * batch) {
      String what =
          String.format(
              Locale.ROOT,
              "the last batch took %.0f s, wanted less than its interval of %.0f s",
              report.pace().delaySeconds(),
              batch);
      steps.add(new NextStep(false, what, FOLDER + "mend-job.md#backlog"));
    }
  }

  private static void addLag(
      List<NextStep> steps, StatusReport report, KafkaLag lag, Duration interval, Instant now) {
    if (lag.records() == null) {
      steps.add(urgent("Kafka was not asked: " + lag.problem(), "mend-job.md#brokers-away"));
      return;
    }
    if (!lag.lost().isEmpty()) {
      String what = "Kafka no longer has what is to be read: " + lag.lost().get(0);
      steps.add(urgent(what, "check-job.md#records-that-are-gone"));
    }
    Duration patience = max(STUCK, interval.multipliedBy(10));
    Instant since = max(report.lastCommit().committedAt(), report.submittedAt());
    Duration silent = Duration.between(since, now);
    double rate = report.pace().recordsPerSecond();
    if (lag.records() > 0 && silent.compareTo(patience) > 0) {
      String what =
          "nothing was committed for " + silent.toMinutes() + " minutes, and records wait";
      steps.add(urgent(what, STUCK_DRIVER));
    } else if (rate > 0 && lag.records() / rate > BEHIND.toSeconds()) {
      long minutes = Math.round(lag.records() / rate / 60);
      String what = "at this rate it takes " + minutes + " minutes to catch up with Kafka";
      steps.add(new NextStep(false, what, FOLDER + "mend-job.md#backlog"));
    }
  }

  /**
   * The page of a message.
   *
   * @param otherwise where it is not known
   */
  static String page(String message, String otherwise) {
    try {
      RunbookIndex index = RunbookIndex.of(new Pages());
      List<Finding> found = new TextScan(index).read(new StringReader(message));
      return found.isEmpty() ? otherwise : found.get(0).topic().target();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NextStep urgent(String what, String page) {
    return new NextStep(true, what, FOLDER + page);
  }

  private static <T extends Comparable<T>> T max(T one, T other) {
    return other == null || one.compareTo(other) >= 0 ? one : other;
  }
}
