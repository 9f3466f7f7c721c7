package io.keystream.job.cli;

import io.keystream.job.config.ReplayPipeline;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
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
      "Read a range of Kafka again, by the pipeline of the release, into a folder of its own.",
      "An end of the range is an entry of the ledger (entry:120), a time"
          + " (2026-11-21T10:00:00Z: the first record produced then or later) or offsets of the"
          + " partitions meant (access:0=1500,access:1=0, with sources: east/access:0=1500).",
      "13 if Kafka does not hold the whole range: then nothing is read."
    })
final class ReplayCommand extends ClusterCommand {

  /** What {@code --json} prints. */
  record Answer(
      boolean changed,
      List<OffsetSpan> offsets,
      long records,
      long entries,
      String into,
      String applicationId,
      boolean finished,
      RecordCounts totals,
      List<String> leftOut) {}

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
      required = true,
      paramLabel = "FOLDER",
      description =
          "An empty folder of the cluster's file system, for the files of each output, the dead"
              + " letters, and what the run remembers. The same command again goes on with it.")
  private String into;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "A Spark setting that wins over spark.conf; may be repeated.")
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
    ReplayPipeline target = new ReplayPipeline(cluster.release().pipeline(), into);
    if (!target.problems().isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "--into: " + String.join("; ", target.problems()));
    }
    RangeOffsets range = range(cluster);
    SeparateReplay replay = new SeparateReplay(cluster, target, overrides, this::say);
    List<OffsetSpan> offsets =
        replay.offsets(from.toString(), to.toString(), () -> range.between(from, to));
    SeparateReplay.State state = new SeparateReplay.State(false, null, false, null);
    if (!dryRun && !offsets.isEmpty()) {
      state = replay.start(from.toString(), to.toString(), offsets);
      if (waitSeconds > 0) {
        say(state.applicationId() + " reads " + described(offsets));
        state = replay.await(state, offsets, Duration.ofSeconds(waitSeconds));
      }
    }
    Answer answer = answer(state, offsets, range.readers(offsets).size(), target);
    printer.print(answer, describe(answer));
    return ExitCode.OK;
  }

  private RangeOffsets range(Cluster cluster) throws IOException {
    Release release = cluster.release();
    try {
      return new RangeOffsets(
          Ledger.all(cluster.files(), cluster.home()),
          GatewayKafka.topics(release),
          time -> GatewayKafka.since(release, time),
          topic -> ReplayPipeline.isOfKafka(release.pipeline(), topic));
    } catch (KafkaException e) {
      throw new CommandFailure(
          ExitCode.FAILED, "Kafka could not be asked what it holds: " + e.getMessage(), e);
    }
  }

  private static Answer answer(
      SeparateReplay.State state, List<OffsetSpan> offsets, long entries, ReplayPipeline target) {
    LedgerEntry last = state.last();
    return new Answer(
        state.changed(),
        offsets,
        offsets.stream().mapToLong(OffsetSpan::count).sum(),
        entries,
        target.folder(),
        state.applicationId(),
        state.finished(),
        last == null ? RecordCounts.NONE : last.totals(),
        target.leftOut());
  }

  private String describe(Answer answer) {
    if (answer.offsets().isEmpty()) {
      return "There is nothing in this range.";
    }
    List<String> lines = new ArrayList<>();
    for (OffsetSpan span : answer.offsets()) {
      lines.add(
          span.topicPartition()
              + " from "
              + span.from()
              + " to "
              + span.until()
              + ": at most "
              + span.count()
              + " records");
    }
    lines.add(
        described(answer.offsets()) + ", which " + answer.entries() + " entries of the ledger read");
    answer.leftOut().forEach(left -> lines.add("Left out: " + left));
    lines.add(outcome(answer));
    return String.join("\n", lines);
  }

  private String outcome(Answer answer) {
    if (dryRun) {
      return "Nothing is read: --dry-run";
    }
    RecordCounts totals = answer.totals();
    return answer.finished()
        ? "Done, in "
            + answer.into()
            + ": "
            + totals.read()
            + " read = "
            + totals.written()
            + " written + "
            + totals.filtered()
            + " filtered + "
            + totals.deadLettered()
            + " dead-lettered"
        : (answer.changed() ? "Submitted " : "Already there: ")
            + answer.applicationId()
            + ", which writes to "
            + answer.into();
  }

  private static String described(List<OffsetSpan> offsets) {
    return offsets.stream().mapToLong(OffsetSpan::count).sum()
        + " offsets in "
        + offsets.size()
        + " partitions";
  }
}
