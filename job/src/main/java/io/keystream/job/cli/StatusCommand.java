package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.hadoop.security.UserGroupInformation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** Tells how the job is, once or again and again. */
@Command(
    name = "status",
    description =
        "Tell how the job is: state, commits, rates, lag, dead letters, credentials, and what to do"
            + " next with its runbook.")
final class StatusCommand extends ClusterCommand {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Upper left, and nothing below. */
  private static final String CLEARED = "\u001b[H\u001b[2J";

  @Option(
      names = "--watch",
      arity = "0..1",
      paramLabel = "SECONDS",
      fallbackValue = "5",
      description = "Look again and again until ^C, after so many seconds each; 5 unless given.")
  private Integer watchSeconds;

  @Option(
      names = "--brief",
      description = "Ask neither brokers nor for dead letters, which takes longest.")
  private boolean brief;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException, InterruptedException {
    if (watchSeconds == null) {
      look(cluster, printer, "", "");
      return ExitCode.OK;
    }
    if (watchSeconds < 1) {
      throw new CommandFailure(
          ExitCode.USAGE, "--watch " + watchSeconds + ": wanted 1 or more seconds");
    }
    new Watch(this::say)
        .run(
            () -> lookAgain(cluster, printer),
            () -> Thread.sleep(Duration.ofSeconds(watchSeconds).toMillis()));
    return ExitCode.OK;
  }

  private void lookAgain(Cluster cluster, Printer printer)
      throws IOException, InterruptedException {
    if (UserGroupInformation.isSecurityEnabled()) {
      UserGroupInformation.getLoginUser().checkTGTAndReloginFromKeytab();
    }
    boolean terminal = Ansi.AUTO.enabled();
    look(cluster, printer, terminal ? CLEARED : "", terminal ? "" : System.lineSeparator());
  }

  private void look(Cluster cluster, Printer printer, String before, String after)
      throws IOException, InterruptedException {
    StatusReport report =
        TimeLimit.answerOrFailure(
            "the ResourceManager or HDFS",
            PATIENCE,
            () -> brief ? StatusReport.brief(cluster) : StatusReport.of(cluster));
    printer.print(report, before + StatusText.of(report, Instant.now(), Ansi.AUTO) + after);
  }
}
