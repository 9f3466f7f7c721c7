package io.keystream.job.ledger;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;

/**
 * Checks that committed files are there, with the length and rows they were committed with, or that
 * what they were joined into is.
 */
final class PublishedFiles {
  private final HomeFiles files;
  private final Home home;
  private final FileProbe probe;
  private final Predicate<CommittedFile> retired;
  private final CompactedFiles compacted;
  private final Map<String, Optional<String>> joined = new HashMap<>();
  private final Map<Long, List<String>> damaged = new LinkedHashMap<>();
  private long found;
  private long opened;

  /**
   * @param retired whether what stood in a file counts no longer
   */
  PublishedFiles(
      HomeFiles files,
      Home home,
      FileProbe probe,
      Predicate<CommittedFile> retired,
      CompactedFiles compacted) {
    this.files = files;
    this.compacted = compacted;
    this.home = home;
    this.probe = probe;
    this.retired = retired;
  }

  void check(LedgerEntry entry) throws IOException {
    for (OutputCommit output : entry.outputs()) {
      for (CommittedFile file : output.files()) {
        if (retired.test(file)) {
          continue;
        }
        found++;
        String problem = problemNow(entry, file);
        if (problem != null) {
          damaged
              .computeIfAbsent(entry.sequence(), any -> new ArrayList<>())
              .add("Entry " + entry.sequence() + ": " + file.path() + " " + problem);
        }
      }
    }
  }

  List<String> problems() {
    return damaged.values().stream().flatMap(List::stream).toList();
  }

  /** The same by entry. */
  Map<Long, List<String>> damaged() {
    return damaged;
  }

  /** How many files were looked for. */
  long found() {
    return found;
  }

  /** How many files were looked into. */
  long opened() {
    return opened;
  }

  /** Somebody may be joining files meanwhile. */
  private String problemNow(LedgerEntry entry, CommittedFile file) throws IOException {
    String problem = problemOf(entry, file);
    while (problem != null && compacted.moreDone()) {
      joined.clear();
      problem = problemOf(entry, file);
    }
    return problem;
  }

  private String problemOf(LedgerEntry entry, CommittedFile file) throws IOException {
    Optional<Compaction> holding = compacted.holding(file.path());
    return holding.isPresent()
        ? problemOf(holding.get()).orElse(null)
        : problemAsPublished(entry, file);
  }

  private Optional<String> problemOf(Compaction compaction) throws IOException {
    String path = compaction.target();
    Optional<String> known = joined.get(path);
    if (known == null) {
      known = Optional.ofNullable(problemOf(path, compaction));
      joined.put(path, known);
    }
    return known;
  }

  private String problemOf(String path, Compaction compaction) throws IOException {
    String where = path + " since it was compacted, which ";
    try {
      long length = files.status(new Path(path)).getLen();
      String problem =
          length == compaction.bytes()
              ? problemInside(new Path(path), compaction.rows())
              : "has " + length + " bytes, " + compaction.bytes() + " were joined";
      return problem == null ? null : "is in " + where + problem;
    } catch (FileNotFoundException e) {
      return "is in " + where + "is missing";
    }
  }

  private String problemAsPublished(LedgerEntry entry, CommittedFile file) throws IOException {
    Path published = new Path(file.path());
    Path staged = new Path(home.staging(entry.epoch(), entry.sequence()), file.staged());
    // Published again at the end, because it may be moved there after the first look.
    for (Path path : List.of(published, staged, published)) {
      try {
        long length = files.status(path).getLen();
        return length == file.bytes()
            ? problemInside(path, file.rows())
            : "has " + length + " bytes, " + file.bytes() + " were committed";
      } catch (FileNotFoundException e) {
        // Look at the next place.
      }
    }
    return "is missing";
  }

  private String problemInside(Path path, long committed) throws FileNotFoundException {
    try {
      OptionalLong rows = probe.rows(new Path(home.root(), path));
      if (rows.isEmpty()) {
        return null;
      }
      opened++;
      return rows.getAsLong() == committed
          ? null
          : "has " + rows.getAsLong() + " rows, " + committed + " were committed";
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      return "cannot be read: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
  }
}
