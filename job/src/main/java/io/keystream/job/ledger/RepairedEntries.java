package io.keystream.job.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/**
 * Checks that a repair is in the place of all that counted of one entry, and of nothing else: it
 * moves no position, reads as many records as were read before, replaces each file that counts and
 * none twice, and has the files moved away.
 */
final class RepairedEntries {
  private final List<String> problems = new ArrayList<>();
  private final Map<Long, LedgerEntry> originals = new HashMap<>();
  private final Map<String, Long> replacedBy = new HashMap<>();
  private final EntryVersions before = new EntryVersions();

  RepairedEntries(HomeFiles files, List<LedgerEntry> entries) throws IOException {
    for (int i = 0; i < entries.size(); i++) {
      LedgerEntry entry = entries.get(i);
      if (entry.repair() != null) {
        check(entry, entries.get(0).sequence());
        // The newest may still be on its way.
        if (i < entries.size() - 1) {
          checkMoved(files, entry);
        }
      } else if (entry.readsTopics()) {
        originals.put(entry.sequence(), entry);
      }
      if (entry.replay() != null) {
        checkReplay(entry);
      }
      before.add(List.of(entry));
    }
  }

  List<String> problems() {
    return problems;
  }

  /** Whether what stood in a file counts no longer. */
  boolean includes(CommittedFile file) {
    return before.isReplaced(file.path());
  }

  private void check(LedgerEntry entry, long firstKept) {
    Repair repair = entry.repair();
    if (!entry.moved().isEmpty() || !entry.lost().isEmpty()) {
      problem(entry, "makes files again and moves positions");
    }
    if (entry.records().read() != repair.before().read()) {
      problem(
          entry,
          "read "
              + entry.records().read()
              + " records of entry "
              + repair.entry()
              + " again, which had "
              + repair.before().read());
    }
    for (ReplayedFile file : repair.files()) {
      Long other = replacedBy.put(file.path(), entry.sequence());
      if (other != null) {
        problem(entry, "replaces " + file.path() + " again, as entry " + other + " did");
      }
    }
    LedgerEntry original = originals.get(repair.entry());
    if (original != null) {
      check(entry, before.current(original));
    } else if (repair.entry() >= firstKept) {
      problem(entry, "makes files of entry " + repair.entry() + " again, which read no topics");
    }
  }

  private void check(LedgerEntry entry, LedgerEntry current) {
    Repair repair = entry.repair();
    if (!current.records().equals(repair.before())) {
      problem(
          entry,
          "counts "
              + repair.before()
              + " for what it replaces, entry "
              + current.sequence()
              + " has "
              + current.records());
    }
    Set<String> counted =
        current.files().stream().map(CommittedFile::path).collect(Collectors.toSet());
    Set<String> replaced =
        repair.files().stream().map(ReplayedFile::path).collect(Collectors.toSet());
    if (!counted.equals(replaced)) {
      problem(
          entry,
          "replaces other files than those of entry " + current.sequence() + ": " + replaced);
    }
    before
        .replayOf(current)
        .ifPresent(
            replay ->
                problem(
                    entry,
                    "makes dead letters of entry "
                        + current.sequence()
                        + " again, which entry "
                        + replay
                        + " replayed"));
  }

  private void checkReplay(LedgerEntry entry) {
    for (ReplayedFile file : entry.replay().files()) {
      if (before.isReplaced(file.path())) {
        problem(entry, "replays " + file.path() + ", which was replaced before");
      }
    }
  }

  private void checkMoved(HomeFiles files, LedgerEntry entry) throws IOException {
    for (ReplayedFile file : entry.repair().files()) {
      if (files.exists(new Path(file.path()))) {
        problem(entry, "replaced " + file.path() + ", which is still there: move it away");
      }
    }
  }

  private void problem(LedgerEntry entry, String what) {
    problems.add("Entry " + entry.sequence() + " " + what);
  }
}
