package io.keystream.job.cli;

import java.time.Instant;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;

/**
 * What became of the application of a pipeline that was submitted last.
 *
 * @param endedAt by the clock of the ResourceManager
 */
record LastApplication(String id, Fate fate, String diagnostics, Instant endedAt) {
  /** Part of what the ResourceManager says where a queue's lifetime of applications is over. */
  private static final String LIFETIME_OVER = "exceeded the lifetime period";

  /** As the watchdog tells them apart. */
  enum Fate {
    /** It runs or waits to run. */
    LIVE,
    /** It ended by itself, and said that all was done. */
    SUCCEEDED,
    /** Somebody killed it, be it the driver itself. */
    KILLED,
    /** YARN will not start it again. */
    GIVEN_UP
  }

  static LastApplication of(ApplicationReport report) {
    String diagnostics = report.getDiagnostics() == null ? "" : report.getDiagnostics().strip();
    return new LastApplication(
        report.getApplicationId().toString(),
        fate(report, diagnostics),
        diagnostics,
        Instant.ofEpochMilli(report.getFinishTime()));
  }

  /** The first line of what YARN says of it. */
  String reason() {
    return diagnostics.lines().findFirst().orElse("YARN does not say why");
  }

  private static Fate fate(ApplicationReport report, String diagnostics) {
    if (YarnApplications.isLive(report)) {
      return Fate.LIVE;
    }
    if (report.getYarnApplicationState() == YarnApplicationState.KILLED) {
      return diagnostics.contains(LIFETIME_OVER) ? Fate.GIVEN_UP : Fate.KILLED;
    }
    return report.getFinalApplicationStatus() == FinalApplicationStatus.SUCCEEDED
        ? Fate.SUCCEEDED
        : Fate.GIVEN_UP;
  }
}
