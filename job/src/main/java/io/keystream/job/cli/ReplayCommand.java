package io.keystream.job.cli;

import io.keystream.job.config.ReplayPipeline;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.RepairAnswer;
import io.keystream.job.ledger.RepairPlan;
import io.keystream.job.ledger.RepairRequest;
import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.source.TopicState;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads a range of Kafka again. */
@Command(
    name = "replay",
    description = {
      "Read a range of Kafka again, by the pipeline of the release: into a folder of its own, or to"
          + " make committed files again.",
      "An end of the range is an entry of the ledger (entry:120), a time"
          + " (2026-11-21T10:00:00Z: the first record produced then or later) or offsets of the"
          + " partitions meant (access:0=1500,access:1=0, with sources: east/access:0=1500).",
      "13 if Kafka does not hold all that would have to be read."
    })
final class ReplayCommand extends ClusterCommand {

  @Option(
      names = "--from",
      required = true,
      paramLabel = "EDGE",
      converter = RangeEdge.Converter.class,
      description = "Where the range begins: " + RangeEdge.FORMS + ".")
  private RangeEdge from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "EDGE",
      converter = RangeEdge.Converter.class,
      description = "Where it ends: with this entry, or before this time or these offsets.")
  private RangeEdge to;

  @Option(
      names = "--into",
      paramLabel = "FOLDER",
      description =
          "An empty folder of the cluster's file system, for the files of each output, the dead"
              + " letters, and what the run remembers. The same command again goes on with it.")
  private String into;

  @Option(
      names = "--repair",
      description =
          "Make files of the entries again that are missing or damaged. The running job does it"
              + " between two batches; if none runs, the next one that starts.")
  private boolean repair;

  @Option(
      names = "--all",
      description = "With --repair: all files of the entries, after a fix of the pipeline perhaps.")
  private boolean all;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "With --into: a Spark setting that wins over spark.conf; may be repeated.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Option(names = "--dry-run", description = "Say what would be read, and read nothing.")
  private boolean dryRun;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description =
          "Wait until it is done; 0, the default: don't. Exit code 1 if it is not in time.")
  private int waitSeconds;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException, InterruptedException {
    if (repair == (into != null)) {
      throw new CommandFailure(ExitCode.USAGE, "Wanted one of --into FOLDER and --repair");
    }
    return repair ? repair(cluster, printer) : separate(cluster, printer);
  }

  private ExitCode separate(Cluster cluster, Printer printer)
      throws IOException, InterruptedException {
    ReplayPipeline target = new ReplayPipeline(cluster.release().pipeline(), into);
    if (!target.problems().isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "--into: " + String.join("; ", target.problems()));
    }
    RangeOffsets range = RangeOffsets.of(cluster, kafka(cluster));
    SeparateReplay replay = new SeparateReplay(cluster, target, overrides, this::say);
    List<OffsetSpan> offsets =
        replay.offsets(from.toString(), to.toString(), () -> range.between(from, to));
    SeparateReplay.State state = SeparateReplay.State.NONE;
    if (!offsets.isEmpty()) {
      state = replay.start(from.toString(), to.toString(), offsets, dryRun);
      if (!dryRun && waitSeconds > 0) {
        state = replay.await(state, offsets, Duration.ofSeconds(waitSeconds));
      }
    }
    SeparateReplayAnswer answer =
        SeparateReplayAnswer.of(state, offsets, range.readers(offsets).size(), target);
    printer.print(answer, answer.describe(dryRun));
    return ExitCode.OK;
  }

  private ExitCode repair(Cluster cluster, Printer printer)
      throws IOException, InterruptedException {
    TopicState kafka = kafka(cluster);
    RepairingReplay replay = RepairingReplay.of(cluster, kafka);
    List<LedgerEntry> entries = replay.entries(from, to);
    RepairPlan plan = replay.plan(entries, all);
    RepairRequest request = null;
    RepairAnswer done = null;
    boolean driver = cluster.applications().live().isPresent();
    if (!dryRun && !plan.entries().isEmpty()) {
      request = RepairingReplay.submit(cluster, plan);
      say(
          "Request "
              + request.id()
              + (driver
                  ? ": the job makes them again after its next batch"
                  : ": no job runs; the next one that starts makes them again"));
      done =
          waitSeconds == 0
              ? null
              : RepairingReplay.await(cluster, request.id(), Duration.ofSeconds(waitSeconds));
    }
    RepairingReplayAnswer answer = RepairingReplayAnswer.of(entries, plan, driver, request, done);
    printer.print(answer, answer.describe(dryRun));
    if (!plan.refused().isEmpty()) {
      return ExitCode.DATA_LOST;
    }
    return done != null && !done.refused().isEmpty() ? ExitCode.FAILED : ExitCode.OK;
  }

  private static TopicState kafka(Cluster cluster) {
    try {
      return GatewayKafka.topics(cluster.release());
    } catch (KafkaException e) {
      throw new CommandFailure(
          ExitCode.FAILED, "Kafka could not be asked what it holds: " + e.getMessage(), e);
    }
  }
}
