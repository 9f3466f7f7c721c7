package io.keystream.job.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * What a check of the whole ledger found.
 *
 * @param ok whether there is no problem
 * @param entries entries looked at, archived ones included
 * @param firstEntry the oldest entry that is still kept, or 0; what was committed before cannot be
 *     checked any more
 * @param files published files looked for
 * @param opened how many of them were looked into
 * @param problems one sentence each
 * @param damaged entries whose files are missing or damaged, each with its problems
 * @param warnings what may be as it is to be, one sentence each
 */
public record LedgerVerification(
    boolean ok,
    long entries,
    long firstEntry,
    long files,
    long opened,
    List<String> problems,
    Map<Long, List<String>> damaged,
    List<String> warnings) {

  public LedgerVerification {
    problems = List.copyOf(problems);
    damaged = Collections.unmodifiableMap(new TreeMap<>(damaged));
    warnings = List.copyOf(warnings);
  }

  /**
   * What is to be checked besides the entries themselves.
   *
   * @param newest files of how many of the newest entries are looked for
   * @param probe looks into these files
   * @param folders folders in which only the pipeline's own files are expected
   */
  public record Scope(long newest, FileProbe probe, List<Path> folders) {
    /** All files are looked for, and none is looked into. */
    public static final Scope NAMES = new Scope(Long.MAX_VALUE, FileProbe.NONE, List.of());
  }

  /** Of a ledger that cannot be read to its end. */
  public static LedgerVerification unreadable(String problem) {
    return new LedgerVerification(false, 0, 0, 0, 0, List.of(problem), Map.of(), List.of());
  }

  /** The problems of the entries themselves, be their files there or not. */
  public List<String> problemsOfEntries() {
    List<String> others = new ArrayList<>(problems);
    damaged.values().forEach(others::removeAll);
    return List.copyOf(others);
  }

  /** Checks numbering, offsets, totals, and that every file is there with its length. */
  public static LedgerVerification of(HomeFiles files, Home home) throws IOException {
    return of(files, home, Scope.NAMES);
  }

  /**
   * Checks numbering, offsets, totals, and that every file is there with its length and rows. The
   * driver may be at work meanwhile: a file that is committed and still staged is not missing.
   */
  public static LedgerVerification of(HomeFiles files, Home home, Scope scope) throws IOException {
    List<LedgerEntry> entries = Ledger.all(files, home);
    List<String> problems = new ArrayList<>(new EntryChain(entries).problems());
    ReplayedLetters replayed = new ReplayedLetters(files, entries);
    problems.addAll(replayed.problems());
    RepairedEntries repaired = new RepairedEntries(files, entries);
    problems.addAll(repaired.problems());
    CompactedFiles compacted = CompactedFiles.of(files, home);
    PublishedFiles published =
        new PublishedFiles(
            files,
            home,
            scope.probe(),
            file -> replayed.includes(file) || repaired.includes(file),
            compacted);
    int first = (int) Math.max(0, entries.size() - scope.newest());
    for (LedgerEntry entry : entries.subList(first, entries.size())) {
      published.check(entry);
    }
    problems.addAll(published.problems());
    List<String> warnings = new UnknownFiles(files, entries, compacted).in(scope.folders());
    return new LedgerVerification(
        problems.isEmpty(),
        entries.size(),
        entries.isEmpty() ? 0 : entries.get(0).sequence(),
        published.found(),
        published.opened(),
        problems,
        published.damaged(),
        warnings);
  }
}
