package io.keystream.job.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that dead letters were replayed at the most once, and counted once: an entry that replays
 * moves no position, takes whole files that no other entry took, reads just what stood in them, and
 * has the files moved away.
 */
final class ReplayedLetters {
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Long> entryByFile = new HashMap<>();

  ReplayedLetters(HomeFiles files, List<LedgerEntry> entries) throws IOException {
    Map<String, CommittedFile> letters = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      LedgerEntry entry = entries.get(i);
      if (entry.replay() != null) {
        check(entry, letters, entries.get(0).sequence());
        // The newest may still be on its way.
        if (i < entries.size() - 1) {
          checkMoved(files, entry);
        }
      }
      entry.output("dead-letters").stream()
          .flatMap(output -> output.files().stream())
          .forEach(file -> letters.put(file.path(), file));
    }
  }

  List<String> problems() {
    return problems;
  }

  /** Whether what stood in a file counts no longer. */
  boolean includes(CommittedFile file) {
    return entryByFile.containsKey(file.path());
  }

  private void check(LedgerEntry entry, Map<String, CommittedFile> letters, long firstKept) {
    Replay replay = entry.replay();
    long rows = replay.files().stream().mapToLong(ReplayedFile::rows).sum();
    if (entry.records().read() != replay.letters() || rows != replay.letters() + replay.kept()) {
      problem(
          entry,
          "read "
              + entry.records().read()
              + " of "
              + rows
              + " dead letters, and names "
              + replay.letters()
              + " and "
              + replay.kept()
              + " that it kept");
    }
    long dead = entry.output("dead-letters").map(OutputCommit::rows).orElse(0L);
    if (dead != entry.records().deadLettered() + replay.kept()) {
      problem(
          entry,
          "wrote "
              + dead
              + " dead letters, but has "
              + entry.records().deadLettered()
              + " and kept "
              + replay.kept());
    }
    boolean moved = entry.offsets().stream().anyMatch(span -> span.count() > 0);
    if (moved || !entry.lost().isEmpty()) {
      problem(entry, "replays dead letters and moves positions");
    }
    for (ReplayedFile file : replay.files()) {
      check(entry, file, letters.get(file.path()), firstKept);
    }
  }

  private void check(LedgerEntry entry, ReplayedFile file, CommittedFile committed, long first) {
    Long other = entryByFile.put(file.path(), entry.sequence());
    if (other != null) {
      problem(entry, "replays " + file.path() + " again, as entry " + other + " did");
    }
    if (committed == null && Sequences.ofFile(file.path()) >= first) {
      problem(entry, "replays " + file.path() + ", which no entry before committed");
    }
    if (committed != null && committed.rows() != file.rows()) {
      problem(
          entry,
          "replays " + file.rows() + " rows of " + file.path() + ", which has " + committed.rows());
    }
  }

  private void checkMoved(HomeFiles files, LedgerEntry entry) throws IOException {
    for (ReplayedFile file : entry.replay().files()) {
      if (files.exists(new org.apache.hadoop.fs.Path(file.path()))) {
        problem(entry, "replayed " + file.path() + ", which is still there: move it away");
      }
    }
  }

  private void problem(LedgerEntry entry, String what) {
    problems.add("Entry " + entry.sequence() + " " + what);
  }
}
