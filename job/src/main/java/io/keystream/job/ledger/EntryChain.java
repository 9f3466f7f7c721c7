package io.keystream.job.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Checks that each entry goes on where the one before ended. */
final class EntryChain {
  private final List<String> problems = new ArrayList<>();

  EntryChain(List<LedgerEntry> entries) {
    LedgerEntry previous = null;
    for (LedgerEntry entry : entries) {
      rowsAddUp(entry);
      if (previous != null) {
        follows(previous, entry);
      }
      previous = entry;
    }
  }

  List<String> problems() {
    return problems;
  }

  private void rowsAddUp(LedgerEntry entry) {
    for (OutputCommit output : entry.outputs()) {
      long rows =
          output.files().stream().mapToLong(CommittedFile::rows).sum()
              + output.spooled().stream().mapToLong(SpooledFile::rows).sum();
      if (rows != output.rows()) {
        problems.add(
            "Entry "
                + entry.sequence()
                + " has "
                + output.rows()
                + " rows of "
                + output.name()
                + ", their files have "
                + rows);
      }
    }
  }

  private void follows(LedgerEntry previous, LedgerEntry entry) {
    if (entry.sequence() != previous.sequence() + 1) {
      problems.add("Entry " + entry.sequence() + " follows " + previous.sequence());
    }
    if (entry.epoch() < previous.epoch()) {
      problems.add("Entry " + entry.sequence() + " was committed by an older driver");
    }
    if (!entry.totals().equals(previous.totals().plus(entry.added()))) {
      problems.add("Totals of entry " + entry.sequence() + " do not add up");
    }
    offsetsFollow(previous.positions(), entry);
  }

  private void offsetsFollow(Positions before, LedgerEntry entry) {
    Map<TopicPartition, Long> left = new HashMap<>(before.next());
    for (LostRange lost : entry.lost()) {
      if (!left.replace(lost.topicPartition(), lost.position(), lost.resumed())) {
        problems.add(
            "Entry " + entry.sequence() + " lost what was not to be read: " + lost.describe());
      }
    }
    for (OffsetSpan span : entry.offsets()) {
      Long expected = left.remove(span.topicPartition());
      if (expected != null && expected != span.from()) {
        problems.add(notNext(entry, span, expected));
      }
    }
    left.forEach(
        (partition, position) ->
            problems.add(
                "Entry "
                    + entry.sequence()
                    + " has no position of "
                    + partition
                    + ", the one before ended at "
                    + position));
  }

  private static String notNext(LedgerEntry entry, OffsetSpan span, long expected) {
    return (span.from() > expected ? "Gap" : "Overlap")
        + " in "
        + span.topicPartition()
        + ": entry "
        + entry.sequence()
        + " begins at "
        + span.from()
        + ", the one before ended at "
        + expected;
  }
}
