package io.keystream.job.cli;

import io.keystream.job.config.ReplayPipeline;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.RecordCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code keystream replay --into} answers.
 *
 * @param changed whether an application was submitted, or would be
 * @param offsets what is read
 * @param records how many offsets these are, which is at least the number of records
 * @param entries how many entries of the ledger read them first
 * @param finished whether all is read and published
 * @param totals what became of the records so far
 * @param leftOut what the pipeline does and the run does not
 */
record SeparateReplayAnswer(
    boolean changed,
    List<OffsetSpan> offsets,
    long records,
    long entries,
    String into,
    String applicationId,
    boolean finished,
    RecordCounts totals,
    List<String> leftOut) {

  static SeparateReplayAnswer of(
      SeparateReplay.State state, List<OffsetSpan> offsets, long entries, ReplayPipeline target) {
    LedgerEntry last = state.last();
    return new SeparateReplayAnswer(
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

  /** For people. */
  String describe(boolean dryRun) {
    if (offsets.isEmpty()) {
      return "There is nothing in this range.";
    }
    List<String> lines = new ArrayList<>();
    for (OffsetSpan span : offsets) {
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
        "In all at most " + records + " records, which " + entries + " entries of the ledger read");
    leftOut.forEach(left -> lines.add("Left out: " + left));
    lines.add(dryRun && !finished ? "Nothing is read, because of --dry-run" : outcome());
    return String.join("\n", lines);
  }

  private String outcome() {
    if (!finished) {
      return (changed ? "Submitted " : "Already there: ")
          + applicationId
          + ", which writes to "
          + into;
    }
    return "Done, in "
        + into
        + ": "
        + totals.read()
        + " read = "
        + totals.written()
        + " written + "
        + totals.filtered()
        + " filtered + "
        + totals.deadLettered()
        + " dead-lettered";
  }
}
