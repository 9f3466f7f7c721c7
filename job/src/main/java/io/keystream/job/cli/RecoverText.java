package io.keystream.job.cli;

import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** A diagnosis for people; in colours where a terminal reads it. */
final class RecoverText {
  private final StringBuilder text = new StringBuilder();
  private final Ansi ansi;

  private RecoverText(Ansi ansi) {
    this.ansi = ansi;
  }

  static String of(RecoverReport report, Ansi ansi) {
    RecoverText diagnosis = new RecoverText(ansi);
    diagnosis.line("", "pipeline", report.name());
    report.findings().forEach(diagnosis::add);
    diagnosis.line(report.ok() ? "green" : "red", "next", report.next());
    return diagnosis.text.toString().stripTrailing();
  }

  private void add(RecoverFinding finding) {
    String mark = finding.state() == RecoverFinding.State.OK ? "ok" : finding.state().name();
    line(color(finding.state()), mark, finding.id() + ": " + finding.found());
    finding.details().forEach(each -> line("", "", "  " + each));
    if (finding.state() == RecoverFinding.State.OK) {
      return;
    }
    line("", "", "  looked at    " + finding.lookedAt());
    if (finding.runbook() != null) {
      line("", "", "  runbook      " + finding.runbook());
    }
    if (finding.outcome() != null) {
      line("", "", "  repair       " + finding.outcome());
    } else if (finding.repair() != null) {
      line("", "", "  with --repair: " + finding.repair().what());
    }
  }

  private static String color(RecoverFinding.State state) {
    return switch (state) {
      case FAIL -> "red";
      case WARN, SKIP -> "yellow";
      case REPAIRED, OK -> "green";
    };
  }

  /** The label is padded first: what colours it has no width. */
  private void line(String color, String label, String words) {
    String padded = String.format(Locale.ROOT, "%-10s", label);
    text.append(color.isEmpty() ? padded : colored(color, padded))
        .append(harmless(words))
        .append(System.lineSeparator());
  }

  private String colored(String color, String words) {
    return ansi.enabled() ? ansi.new Text("@|" + color + " " + words + "|@").toString() : words;
  }

  /** What others said may hold what a terminal obeys. */
  private static String harmless(String words) {
    return words.replaceAll("\\p{Cntrl}", "?");
  }
}
