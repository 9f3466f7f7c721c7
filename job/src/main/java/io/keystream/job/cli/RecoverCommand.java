package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** Finds out what is wrong, and mends what can be mended without a risk. */
@Command(
    name = "recover",
    description = {
      "Find out what is wrong, where it is told what to do, and with --repair mend what is safe.",
      "Looked at are application, commits, ledger, published files, checkpoint, tokens, HDFS, YARN"
          + " and Kafka. Safe is: to submit a job that YARN gave up and nobody stopped, to replace a"
          + " driver that hangs, to renew tokens, to make published files again. 13 or 14 if"
          + " records or the ledger are lost or damaged, 1 if anything else is wrong."
    })
final class RecoverCommand extends ReleaseCommand {
  @Option(names = "--repair", description = "Mend what is safe. Without it nothing is changed.")
  private boolean repair;

  @Option(
      names = "--last",
      paramLabel = "N",
      description =
          "Look for the files of the newest N entries only, where older ones were deleted on"
              + " purpose; default: of all.")
  private long last = Long.MAX_VALUE;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description =
          "How long a driver that hangs may take to stop before it is killed; default"
              + " ${DEFAULT-VALUE}.")
  private int timeoutSeconds = 120;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description =
          "How long the look for published files may take, and each repair; default"
              + " ${DEFAULT-VALUE}.")
  private int waitSeconds = 300;

  @Override
  ExitCode run(Release release, Printer printer) throws IOException, InterruptedException {
    RecoverReport report = report(release);
    printer.print(report, RecoverText.of(report, Ansi.AUTO));
    return report.exitCode();
  }

  /** Without a login nobody answers: it alone is told. */
  private RecoverReport report(Release release) throws IOException, InterruptedException {
    try (Cluster cluster = Cluster.connect(release)) {
      return report(cluster);
    } catch (CommandFailure e) {
      if (e.exitCode() != ExitCode.LOGIN) {
        throw e;
      }
      return RecoverReport.of(
          release.pipeline().name(), false, List.of(RecoverServices.refusedLogin(e.getMessage())));
    }
  }

  /** What there is to report of a cluster, after the repairs if they are asked for. */
  RecoverReport report(Cluster cluster) throws IOException, InterruptedException {
    String name = cluster.release().pipeline().name();
    Duration wait = Duration.ofSeconds(waitSeconds);
    RecoverFacts facts = look(cluster, wait).facts();
    List<RecoverFinding> findings = RecoverDiagnosis.of(facts);
    if (!repair) {
      return RecoverReport.of(name, false, findings);
    }
    Duration stopping = Duration.ofSeconds(timeoutSeconds);
    RecoverRepairs repairs = new RecoverRepairs(cluster, facts, stopping, wait, this::say);
    return new RecoverTreatment(repairs, this::say).of(name, findings);
  }

  private RecoverLook look(Cluster cluster, Duration wait) {
    return new RecoverLook(cluster, () -> GatewayKafka.topics(cluster.release()), last, wait);
  }
}
