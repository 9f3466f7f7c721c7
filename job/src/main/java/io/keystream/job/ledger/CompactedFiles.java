package io.keystream.job.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/** Where the rows of published files are since files were joined. */
public final class CompactedFiles {
  private final HomeFiles files;
  private final CompactionLog log;
  private final Map<String, Compaction> lastWith = new HashMap<>();
  private final Set<String> targets = new HashSet<>();
  private CompactionLog.State state;
  private List<Compaction> done = List.of();
  private List<Compaction> planned = List.of();

  private CompactedFiles(HomeFiles files, Home home) {
    this.files = files;
    this.log = new CompactionLog(files, home);
  }

  /** As the log says now. */
  public static CompactedFiles of(HomeFiles files, Home home) throws IOException {
    CompactedFiles compacted = new CompactedFiles(files, home);
    compacted.read();
    return compacted;
  }

  /** The newest compaction that the rows of a file went through, whose target now has them. */
  public Optional<Compaction> holding(String path) {
    Compaction holding = lastWith.get(plain(path));
    if (holding == null) {
      return Optional.empty();
    }
    Compaction next = lastWith.get(plain(holding.target()));
    while (!next.target().equals(holding.target())) {
      holding = next;
      next = lastWith.get(plain(holding.target()));
    }
    return Optional.of(holding);
  }

  /**
   * Why files of an entry cannot be replaced by others, in words: rows of them stand, or are about
   * to stand, in a file that has rows of other entries, too.
   */
  public Optional<String> refusal(LedgerEntry entry) throws IOException {
    for (CommittedFile file : entry.files()) {
      String path = plain(file.path());
      for (Compaction next : planned) {
        if (next.sources().stream().anyMatch(source -> plain(source.path()).equals(path))) {
          return Optional.of(
              "keystream compact is joining its files: when that has ended, ask again");
        }
      }
      Optional<Compaction> holding = holding(file.path());
      if (holding.isPresent() && files.exists(new Path(holding.get().target()))) {
        return Optional.of(
            "its rows stand with those of other entries in "
                + holding.get().target()
                + ": move that file away, and ask for all entries that ledger verify then names");
      }
    }
    return Optional.empty();
  }

  /** Whether a path is one that files are joined into. */
  boolean isTarget(Path path) throws IOException {
    return targets.contains(plain(path.toString()))
        || (moreDone() && targets.contains(plain(path.toString())));
  }

  /** Reads the log again if more was planned or done since. Whether it was. */
  boolean moreDone() throws IOException {
    return !(state.planned().isEmpty() && log.isStill(state)) && read();
  }

  private boolean read() throws IOException {
    state = log.read();
    List<Compaction> found = new ArrayList<>(state.done());
    for (Compaction next : state.planned()) {
      if (next.isDone(files)) {
        found.add(next);
      }
    }
    boolean more = !found.equals(done) || !state.planned().equals(planned);
    done = found;
    planned = state.planned();
    state.planned().forEach(next -> targets.add(plain(next.target())));
    lastWith.clear();
    for (Compaction compaction : done) {
      targets.add(plain(compaction.target()));
      lastWith.put(plain(compaction.target()), compaction);
      compaction.sources().forEach(source -> lastWith.put(plain(source.path()), compaction));
    }
    return more;
  }

  private static String plain(String path) {
    return new Path(path).toUri().getPath();
  }
}
