package io.keystream.job.cli;

import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.RepairAnswer;
import io.keystream.job.ledger.RepairPlan;
import io.keystream.job.ledger.RepairRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code keystream replay --repair} answers.
 *
 * @param changed whether the job was asked for anything, or would be
 * @param id of the request, or null
 * @param range the first and the last entry that were looked at, if any
 * @param files how many files are missing or damaged
 * @param entries those of them whose files are made again
 * @param records how many offsets these have, which is at least the number of records
 * @param refused why others cannot be made again
 * @param driver whether a job runs that does it
 * @param done what became of the request, if it was waited for
 */
record RepairingReplayAnswer(
    boolean changed,
    String id,
    List<Long> range,
    long files,
    List<Long> entries,
    long records,
    List<String> refused,
    boolean driver,
    RepairAnswer done) {

  static RepairingReplayAnswer of(
      List<LedgerEntry> range,
      RepairPlan plan,
      boolean driver,
      RepairRequest request,
      RepairAnswer done) {
    return new RepairingReplayAnswer(
        !plan.entries().isEmpty(),
        request == null ? null : request.id(),
        range.isEmpty()
            ? List.of()
            : List.of(range.get(0).sequence(), range.get(range.size() - 1).sequence()),
        plan.files(),
        plan.entries().stream().map(LedgerEntry::sequence).toList(),
        plan.entries().stream()
            .flatMap(entry -> entry.moved().stream())
            .mapToLong(OffsetSpan::count)
            .sum(),
        plan.refused(),
        driver,
        done);
  }

  /** For people. */
  String describe(boolean dryRun) {
    if (range.isEmpty()) {
      return "No entry read anything of this range.";
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "Of entries "
            + range.get(0)
            + " to "
            + range.get(1)
            + ", which are taken whole, "
            + entries.size()
            + " are made again, of at most "
            + records
            + " records: "
            + entries);
    refused.forEach(why -> lines.add("refused: " + why));
    if (dryRun) {
      lines.add("Nothing is asked for, because of --dry-run");
    } else if (done != null) {
      lines.add("Done, by entries " + done.entries());
      done.refused().forEach(why -> lines.add("refused: " + why));
    } else if (id != null) {
      lines.add("Asked for " + id);
    }
    return String.join("\n", lines);
  }
}
