package io.keystream.job.cli;

import io.keystream.job.ledger.RecordCounts;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.Help.Ansi;

/** A status for people; in colours where a terminal reads it. */
final class StatusText {
  private final StringBuilder text = new StringBuilder();
  private final StatusReport report;
  private final Ansi ansi;

  private StatusText(StatusReport report, Ansi ansi) {
    this.report = report;
    this.ansi = ansi;
  }

  static String of(StatusReport report, Instant now, Ansi ansi) {
    StatusText status = new StatusText(report, ansi);
    status.addJob();
    status.addCommits(now);
    status.addRecords();
    status.addRest(now);
    status.addNext();
    return status.text.toString().stripTrailing();
  }

  private void addJob() {
    line("pipeline", report.name());
    boolean waits = report.state().equals("ACCEPTED") || report.state().equals("STOPPED");
    String color = waits ? "yellow" : report.state().equals("RUNNING") ? "green" : "red";
    line("state", colored(color, report.state()));
    line("application", report.applicationId() + ", attempt " + report.attempt());
    line("release", report.release());
    line("URL", report.trackingUrl());
  }

  private void addCommits(Instant now) {
    StatusReport.LastCommit commit = report.lastCommit();
    line(
        "last commit",
        commit == null
            ? "none"
            : "entry " + commit.sequence() + ", " + ago(commit.committedAt(), now));
    for (StatusReport.Commit each : report.commits()) {
      line(
          "",
          format(
              "entry %d, %s: %d records, %.1f s after its batch time",
              each.sequence(),
              ago(each.committedAt(), now),
              each.records().read(),
              each.delaySeconds()));
    }
    CommitPace pace = report.pace();
    if (pace.commits() > 1) {
      line(
          "rate",
          format(
              "%.1f records/s, a commit every %.1f s (last %d commits)",
              pace.recordsPerSecond(), pace.secondsBetween(), pace.commits()));
    }
    if (pace.commits() > 0) {
      line(
          "delay",
          format("%.1f s, at most %.1f s", pace.delaySeconds(), pace.longestDelaySeconds()));
    }
    if (report.lag() != null) {
      line("lag", report.lag().forPeople());
    }
  }

  private static String ago(Instant time, Instant now) {
    return Math.max(0, now.getEpochSecond() - time.getEpochSecond()) + " s ago";
  }

  private void addRecords() {
    RecordCounts records = report.records();
    line(
        "records",
        records.read()
            + " read = "
            + records.written()
            + " written + "
            + records.filtered()
            + " filtered + "
            + records.deadLettered()
            + " dead-lettered");
    RecentLetters letters = report.deadLetters();
    if (letters == null) {
      return;
    }
    if (letters.problem() != null) {
      line("dead letters", "not known: " + letters.problem());
    }
    String label = "dead letters";
    for (LetterCounts.Group group : letters.groups()) {
      String rule = group.rule() == null ? "" : group.rule() + ": ";
      line(label, group.deadLetters() + "  " + rule + harmless(group.reason()));
      label = "";
    }
  }

  private void addRest(Instant now) {
    line("output", report.output());
    report.receivers().forEach(receiver -> line("receiver", receiver.toString()));
    if (report.credentials() != null) {
      line("credentials", report.credentials().forPeople(now));
    }
    if (report.lastFailure() != null) {
      line("last failure", report.lastFailure().message());
    } else if (report.diagnostics() != null && report.state().equals("FAILED")) {
      line("YARN says", report.diagnostics().lines().findFirst().orElse(""));
    }
  }

  private void addNext() {
    String label = "next";
    for (NextStep step : report.next()) {
      line(label, colored(step.urgent() ? "red" : "yellow", harmless(step.what())));
      line("", step.runbook());
      label = "";
    }
    if (report.next().isEmpty()) {
      line(label, colored("green", "nothing is to be done"));
    }
  }

  private String colored(String color, String words) {
    return ansi.enabled()
        ? ansi.new Text("@|" + color + " " + escaped(words) + "|@").toString()
        : words;
  }

  /** Nothing of it is taken for markup. */
  private static String escaped(String words) {
    return words.replace("@|", "@ |").replace("|@", "| @");
  }

  private static String harmless(String words) {
    return words.replaceAll("\\p{Cntrl}", "?");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private void line(String label, String value) {
    text.append(format("%-13s%s%n", label, Objects.requireNonNullElse(value, "null")));
  }
}
