package io.keystream.job.compact;

import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.CompactedFiles;
import io.keystream.job.ledger.Compaction;
import io.keystream.job.ledger.EntryVersions;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.MergedFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Published files that may become parts of others: those of all entries that the ledger has, but
 * the newest, which a driver that starts publishes again, and those that are replaced or replayed,
 * which it moves away.
 */
final class KnownFiles {
  private final Map<String, MergedFile> files = new HashMap<>();

  /**
   * Those of a ledger.
   *
   * @param entries all that it has, oldest first
   */
  KnownFiles(List<LedgerEntry> entries, CompactedFiles compacted) {
    EntryVersions versions = new EntryVersions();
    versions.add(entries);
    for (LedgerEntry entry : entries.subList(0, Math.max(0, entries.size() - 1))) {
      entry.outputs().stream()
          .flatMap(output -> output.files().stream())
          .filter(file -> !versions.isRetired(file.path()))
          .forEach(file -> add(file, compacted.holding(file.path())));
    }
  }

  private void add(CommittedFile file, Optional<Compaction> holding) {
    if (holding.isPresent()) {
      Compaction joined = holding.get();
      String path = joined.target();
      files.put(plain(path), new MergedFile(path, joined.bytes(), joined.rows()));
    } else {
      files.put(plain(file.path()), new MergedFile(file.path(), file.bytes(), file.rows()));
    }
  }

  /** As the ledger has it, only once; empty for a file that may not be touched. */
  Optional<MergedFile> take(Path path) {
    return Optional.ofNullable(files.remove(plain(path.toString())));
  }

  private static String plain(String path) {
    return new Path(path).toUri().getPath();
  }
}
