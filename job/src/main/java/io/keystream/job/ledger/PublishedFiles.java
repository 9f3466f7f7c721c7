package io.keystream.job.ledger;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;

/** Checks that committed files are there, with the length and rows they were committed with. */
final class PublishedFiles {
  private final HomeFiles files;
  private final Home home;
  private final FileProbe probe;
  private final Predicate<CommittedFile> retired;
  private final List<String> problems = new ArrayList<>();
  private long found;
  private long opened;

  /**
   * @param retired whether what stood in a file counts no longer
   */
  PublishedFiles(HomeFiles files, Home home, FileProbe probe, Predicate<CommittedFile> retired) {
    this.files = files;
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
        String problem = problemOf(entry, file);
        if (problem != null) {
          problems.add("Entry " + entry.sequence() + ": " + file.path() + " " + problem);
        }
      }
    }
  }

  List<String> problems() {
    return problems;
  }

  /** How many files were looked for. */
  long found() {
    return found;
  }

  /** How many files were looked into. */
  long opened() {
    return opened;
  }

  private String problemOf(LedgerEntry entry, CommittedFile file) throws IOException {
    Path published = new Path(file.path());
    Path staged = new Path(home.staging(entry.epoch(), entry.sequence()), file.staged());
    // Published again at the end, because it may be moved there after the first look.
    for (Path path : List.of(published, staged, published)) {
      try {
        long length = files.status(path).getLen();
        return length == file.bytes()
            ? problemInside(path, file)
            : "has " + length + " bytes, " + file.bytes() + " were committed";
      } catch (FileNotFoundException e) {
        // Look at the next place.
      }
    }
    return "is missing";
  }

  private String problemInside(Path path, CommittedFile file) throws FileNotFoundException {
    try {
      OptionalLong rows = probe.rows(new Path(home.root(), path));
      if (rows.isEmpty()) {
        return null;
      }
      opened++;
      return rows.getAsLong() == file.rows()
          ? null
          : "has " + rows.getAsLong() + " rows, " + file.rows() + " were committed";
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      return "cannot be read: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
  }
}
