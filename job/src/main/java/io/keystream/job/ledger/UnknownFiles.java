package io.keystream.job.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Finds files that the pipeline did not write, where only its own are expected. */
final class UnknownFiles {
  private static final int NAMED = 20;

  private final HomeFiles files;
  private final CompactedFiles compacted;
  private final Set<String> known = new HashSet<>();
  private final long first;
  private final long last;

  UnknownFiles(HomeFiles files, List<LedgerEntry> entries, CompactedFiles compacted) {
    this.files = files;
    this.compacted = compacted;
    this.first = entries.isEmpty() ? 1 : entries.get(0).sequence();
    this.last = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).sequence();
    for (LedgerEntry entry : entries) {
      for (OutputCommit output : entry.outputs()) {
        output.files().forEach(file -> known.add(plain(new Path(file.path()))));
      }
    }
  }

  /** A sentence for each unknown file, up to some. */
  List<String> in(List<Path> folders) throws IOException {
    List<String> unknown = new ArrayList<>();
    for (Path folder : folders) {
      look(folder, unknown);
    }
    List<String> warnings = new ArrayList<>();
    unknown.stream()
        .limit(NAMED)
        .forEach(file -> warnings.add(file + " is not in the ledger: readers see its rows too"));
    if (unknown.size() > NAMED) {
      warnings.add((unknown.size() - NAMED) + " more files are not in the ledger");
    }
    return warnings;
  }

  /** Readers leave out what begins with a dot or an underscore. */
  private void look(Path folder, List<String> unknown) throws IOException {
    for (FileStatus found : files.list(folder)) {
      Path path = found.getPath();
      if (path.getName().startsWith(".") || path.getName().startsWith("_")) {
        continue;
      }
      if (found.isDirectory()) {
        look(path, unknown);
      } else if (!known.contains(plain(path)) && !mayBeOwn(path) && !compacted.isTarget(path)) {
        unknown.add(path.toString());
      }
    }
  }

  /** Committed before the oldest entry that is kept, or since the newest was read. */
  private boolean mayBeOwn(Path path) {
    long sequence = Sequences.ofFile(path.toString());
    return sequence > 0 && (sequence < first || sequence > last);
  }

  private static String plain(Path path) {
    return path.toUri().getPath();
  }
}
