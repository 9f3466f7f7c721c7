package io.keystream.job.ledger;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.common.TopicPartition;

/**
 * What a check of the whole ledger found.
 *
 * @param entries entries looked at, archived ones included
 * @param files published files looked at
 * @param problems one sentence each
 */
public record LedgerVerification(boolean ok, long entries, long files, List<String> problems) {

  /**
   * Checks numbering, offsets, totals, and that every file is there with its length. The driver may
   * be at work meanwhile: a file that is committed and still staged is not missing.
   */
  public static LedgerVerification of(HomeFiles files, Home home) throws IOException {
    List<LedgerEntry> entries = entries(files, home);
    Check check = new Check(files, home);
    LedgerEntry previous = null;
    for (LedgerEntry entry : entries) {
      check.follows(previous, entry);
      check.filesAreThere(entry);
      previous = entry;
    }
    return new LedgerVerification(
        check.problems.isEmpty(), entries.size(), check.found, List.copyOf(check.problems));
  }

  /** All entries, read again if the driver folded some of them in the meantime. */
  private static List<LedgerEntry> entries(HomeFiles files, Home home) throws IOException {
    LedgerArchive archive = new LedgerArchive(files, home);
    while (true) {
      long folded = archive.lastSequence();
      try {
        List<LedgerEntry> entries = new ArrayList<>(archive.entries());
        for (long sequence : Ledger.sequences(files, home)) {
          if (sequence > folded) {
            entries.add(Ledger.readEntry(files, home, sequence));
          }
        }
        if (archive.lastSequence() == folded) {
          return entries;
        }
      } catch (FileNotFoundException e) {
        if (archive.lastSequence() == folded) {
          throw e;
        }
      }
    }
  }

  private static final class Check {
    private final HomeFiles files;
    private final Home home;
    private final List<String> problems = new ArrayList<>();
    private long found;

    Check(HomeFiles files, Home home) {
      this.files = files;
      this.home = home;
    }

    void follows(LedgerEntry previous, LedgerEntry entry) {
      if (previous == null) {
        return;
      }
      if (entry.sequence() != previous.sequence() + 1) {
        problems.add("Entry " + entry.sequence() + " follows " + previous.sequence());
      }
      if (entry.epoch() < previous.epoch()) {
        problems.add("Entry " + entry.sequence() + " was committed by an older driver");
      }
      if (!entry.totals().equals(previous.totals().plus(entry.records()))) {
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
          problems.add(
              (span.from() > expected ? "Gap" : "Overlap")
                  + " in "
                  + span.topicPartition()
                  + ": entry "
                  + entry.sequence()
                  + " begins at "
                  + span.from()
                  + ", the one before ended at "
                  + expected);
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

    void filesAreThere(LedgerEntry entry) throws IOException {
      for (OutputCommit output : entry.outputs()) {
        for (CommittedFile file : output.files()) {
          found++;
          String problem = problemOf(entry, file);
          if (problem != null) {
            problems.add("Entry " + entry.sequence() + ": " + file.path() + " " + problem);
          }
        }
      }
    }

    private String problemOf(LedgerEntry entry, CommittedFile file) throws IOException {
      Path published = new Path(file.path());
      Path staged = new Path(home.staging(entry.epoch(), entry.sequence()), file.staged());
      // Published again at the end, because it may be moved there after the first look.
      for (Path path : List.of(published, staged, published)) {
        try {
          long length = files.status(path).getLen();
          return length == file.bytes()
              ? null
              : "has " + length + " bytes, " + file.bytes() + " were committed";
        } catch (FileNotFoundException e) {
          // Look at the next place.
        }
      }
      return "is missing";
    }
  }
}
