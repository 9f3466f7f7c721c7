package io.keystream.job.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Old entries, {@value #ENTRIES} to a file {@code archive-<first>-<last>.jsonl}, one entry a line.
 *
 * <p>The newest {@value #KEPT} archives stay and older ones are dropped: positions and totals stand
 * in every entry, so nothing that recovery needs is in them.
 */
final class LedgerArchive {
  static final int ENTRIES = 1_000;
  static final int KEPT = 100;
  private static final Pattern NAME = Pattern.compile("archive-(\\d{12})-(\\d{12})\\.jsonl");

  private final HomeFiles files;
  private final Home home;

  LedgerArchive(HomeFiles files, Home home) {
    this.files = files;
    this.home = home;
  }

  /** Removes entries that stand in an archive already, which a crash in {@link #fold} can leave. */
  void finish() throws IOException {
    long archived = lastSequence();
    for (long sequence : Ledger.sequences(files, home)) {
      if (sequence <= archived) {
        files.delete(Ledger.file(home, sequence));
      }
    }
  }

  /**
   * Folds the oldest entries into an archive.
   *
   * @param epoch the caller's right to do so
   * @return how many entries it folded
   * @throws FencedException if another driver may commit now
   */
  long fold(Epoch epoch) throws IOException {
    long[] sequences = Ledger.sequences(files, home);
    if (sequences.length <= ENTRIES) {
      return 0;
    }
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < ENTRIES; i++) {
      lines.append(files.read(Ledger.file(home, sequences[i]))).append('\n');
    }
    String name =
        "archive-"
            + Sequences.format(sequences[0])
            + "-"
            + Sequences.format(sequences[ENTRIES - 1])
            + ".jsonl";
    epoch.commit(new Path(home.ledger(), name), lines.toString());
    for (int i = 0; i < ENTRIES; i++) {
      files.delete(Ledger.file(home, sequences[i]));
    }
    dropOldest();
    return ENTRIES;
  }

  /** The newest archived entry, or 0. */
  long lastSequence() throws IOException {
    return archives().stream().mapToLong(LedgerArchive::lastOf).max().orElse(0);
  }

  /** All archived entries that are still kept, oldest first. */
  List<LedgerEntry> entries() throws IOException {
    List<LedgerEntry> entries = new ArrayList<>();
    for (Path archive : archives()) {
      for (String line : files.read(archive).lines().toList()) {
        entries.add(EntryText.read(line, archive.toString()));
      }
    }
    return entries;
  }

  private void dropOldest() throws IOException {
    List<Path> archives = archives();
    for (Path old : archives.subList(0, Math.max(0, archives.size() - KEPT))) {
      files.delete(old);
    }
  }

  private List<Path> archives() throws IOException {
    return files.list(home.ledger()).stream()
        .map(FileStatus::getPath)
        .filter(path -> NAME.matcher(path.getName()).matches())
        .sorted(Comparator.comparingLong(LedgerArchive::lastOf))
        .toList();
  }

  private static long lastOf(Path archive) {
    Matcher matcher = NAME.matcher(archive.getName());
    return matcher.matches() ? Long.parseLong(matcher.group(2)) : 0;
  }
}
