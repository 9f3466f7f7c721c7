package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.metrics.Exposition;
import io.keystream.job.metrics.RecordedMetrics;
import io.keystream.job.metrics.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells monitoring how the job is, also when it does not run. */
@Command(
    name = "metrics",
    description = {
      "Print the job's metrics in the text format of Prometheus, also of a job that is down.",
      "If YARN or HDFS does not answer nothing is printed or written: exit code 1."
    })
final class MetricsCommand extends ClusterCommand {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Option(
      names = "--textfile",
      paramLabel = "FILE",
      description =
          "Write them into this file, for the textfile collector of node_exporter; readers see the"
              + " old file or the new one, and never a part.")
  private Path textfile;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException, InterruptedException {
    JobLook look =
        TimeLimit.answer("the ResourceManager or HDFS", PATIENCE, () -> JobLook.of(cluster));
    Instant now = Instant.now();
    List<Sample> samples = look.samples(now);
    String pipeline = cluster.release().pipeline().name();
    String text = Exposition.write(pipeline, samples);
    if (textfile != null) {
      Textfile.replace(textfile, text);
    }
    printer.print(
        RecordedMetrics.of(
            look.facts().application().map(LastApplication::id).orElse(null), 0, now, samples),
        textfile == null ? text.stripTrailing() : "Wrote " + samples.size() + " values");
    return ExitCode.OK;
  }
}
