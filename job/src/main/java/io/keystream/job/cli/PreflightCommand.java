package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import io.keystream.security.preflight.Check;
import io.keystream.security.preflight.Finding;
import io.keystream.security.preflight.ImpatientConfiguration;
import io.keystream.security.preflight.Preflight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds what would stop the job, all of it in one report, and changes nothing. */
@Command(
    name = "preflight",
    description = "Check everything the job needs; exit code 1 if something is missing.")
final class PreflightCommand extends ReleaseCommand {

  @Option(
      names = "--keytab",
      paramLabel = "FILE",
      description = "Check this keytab, in the place of the release's, and nothing else.")
  private Path keytab;

  @Override
  ExitCode run(Release release, Printer printer) throws IOException, InterruptedException {
    Configuration configuration = ImpatientConfiguration.of(new YarnConfiguration());
    UserGroupInformation.setConfiguration(configuration);
    if (keytab != null) {
      return report(printer, PreflightChecks.of(release.principal(), keytab));
    }
    try (PreflightChecks checks = new PreflightChecks(release, configuration)) {
      return report(printer, checks.all());
    }
  }

  private static ExitCode report(Printer printer, List<Check> checks) throws InterruptedException {
    Preflight report = Preflight.run(checks);
    printer.print(report, describe(report));
    return report.ok() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static String describe(Preflight report) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : report.checks()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-4s %-25s %s: %s%n",
              mark(finding),
              finding.id(),
              finding.lookedAt(),
              finding.found()));
      if (!finding.remedy().isEmpty()) {
        text.append(String.format("%30s %s (%s)%n", "->", finding.remedy(), finding.runbook()));
      }
    }
    return text.append(report.ok() ? "Ready." : "Not ready.").toString();
  }

  /** As the playbook marks it. */
  private static String mark(Finding finding) {
    if (finding.ok()) {
      return "ok";
    }
    return switch (finding.severity()) {
      case "error" -> "FAIL";
      case "skipped" -> "skip";
      default -> "warn";
    };
  }
}
