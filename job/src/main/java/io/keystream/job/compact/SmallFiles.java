package io.keystream.job.compact;

import io.keystream.job.ledger.MergedFile;
import io.keystream.job.output.RowsOfFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Finds the small files of an output, folder by folder, and says which of them become one. */
final class SmallFiles {
  /** Begins the names of footers that wait for their files; readers leave out such files. */
  static final String FOOTER = ".compact-";

  private static final Duration ABANDONED = Duration.ofHours(1);

  /** Takes files that are to become one, in the order of their names. */
  interface Taker {
    void take(List<Part> parts) throws IOException;
  }

  private final Configuration configuration;
  private final KnownFiles known;
  private final CompactLimits limits;
  private final List<String> failures;

  /**
   * Finds files that the ledger knows.
   *
   * @param failures gets a sentence for each file that is not as it has to be
   */
  SmallFiles(
      Configuration configuration, KnownFiles known, CompactLimits limits, List<String> failures) {
    this.configuration = configuration;
    this.known = known;
    this.limits = limits;
    this.failures = failures;
  }

  /** Goes through a folder and all below it; a folder that does not exist has no files. */
  void find(Path folder, Taker taker) throws IOException {
    FileSystem system = folder.getFileSystem(configuration);
    Map<Part.Kind, List<Part>> kinds = new LinkedHashMap<>();
    List<Path> below = new ArrayList<>();
    for (LocatedFileStatus status : list(system, folder)) {
      String name = status.getPath().getName();
      if (status.isFile() && name.startsWith(FOOTER)) {
        deleteIfAbandoned(system, status);
      } else if (!name.startsWith(".") && !name.startsWith("_")) {
        if (status.isDirectory()) {
          below.add(status.getPath());
        } else {
          part(status)
              .ifPresent(
                  part -> kinds.computeIfAbsent(part.kind(), kind -> new ArrayList<>()).add(part));
        }
      }
    }
    for (List<Part> parts : kinds.values()) {
      pack(parts, taker);
    }
    for (Path each : below) {
      find(each, taker);
    }
  }

  private static List<LocatedFileStatus> list(FileSystem system, Path folder) throws IOException {
    List<LocatedFileStatus> found = new ArrayList<>();
    try {
      RemoteIterator<LocatedFileStatus> statuses = system.listLocatedStatus(folder);
      while (statuses.hasNext()) {
        found.add(statuses.next());
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    found.sort(Comparator.comparing(LocatedFileStatus::getPath));
    return found;
  }

  /** Of one that was killed before it wrote down its plan. */
  private static void deleteIfAbandoned(FileSystem system, LocatedFileStatus status)
      throws IOException {
    Instant written = Instant.ofEpochMilli(status.getModificationTime());
    if (written.isBefore(Instant.now().minus(ABANDONED))) {
      system.delete(status.getPath(), false);
    }
  }

  private Optional<Part> part(LocatedFileStatus status) {
    Optional<MergedFile> file = known.take(status.getPath());
    if (file.isEmpty()
        || !limits.isSmall(status.getLen())
        || Instant.ofEpochMilli(status.getModificationTime()).isAfter(limits.writtenBefore())) {
      return Optional.empty();
    }
    try {
      return Optional.of(part(status, file.get()));
    } catch (IOException | RuntimeException e) {
      failures.add(status.getPath() + " " + firstLine(e));
      return Optional.empty();
    }
  }

  private Part part(LocatedFileStatus status, MergedFile file) throws IOException {
    if (status.getLen() != file.bytes()) {
      throw new IOException(
          "has " + status.getLen() + " bytes, the ledger says " + file.bytes() + asksToVerify());
    }
    Path path = status.getPath();
    String extension = Part.extension(path);
    if (extension.endsWith(".parquet")) {
      ParquetFooter footer = ParquetFooter.read(path, status.getLen(), configuration);
      requireRows(footer.metadata().getNum_rows(), file);
      return new Part(status, file, footer);
    }
    if (extension.startsWith(".csv")) {
      // One of a time when files had a header has a line more.
      OptionalLong rows = RowsOfFile.byReading(configuration, false).rows(path);
      requireRows(rows.orElseThrow(), file);
    }
    return new Part(status, file, null);
  }

  private static void requireRows(long found, MergedFile file) throws IOException {
    if (found != file.rows()) {
      throw new IOException(
          "has " + found + " rows, the ledger says " + file.rows() + asksToVerify());
    }
  }

  private static String asksToVerify() {
    return ": run keystream ledger verify";
  }

  static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private void pack(List<Part> parts, Taker taker) throws IOException {
    List<Part> pack = new ArrayList<>();
    long bytes = 0;
    int blocks = 0;
    for (Part part : parts) {
      boolean full =
          bytes + part.status().getLen() > limits.targetBytes()
              || blocks + part.blocks() >= CompactLimits.MOST_BLOCKS;
      if (full && !pack.isEmpty()) {
        hand(pack, taker);
        pack = new ArrayList<>();
        bytes = 0;
        blocks = 0;
      }
      pack.add(part);
      bytes += part.status().getLen();
      blocks += part.blocks();
    }
    hand(pack, taker);
  }

  private void hand(List<Part> pack, Taker taker) throws IOException {
    if (pack.size() < 2) {
      return;
    }
    LocatedFileStatus first = pack.get(0).status();
    if (!first.isEncrypted()) {
      taker.take(pack);
    } else {
      failures.add(
          first.getPath().getParent()
              + ": in an encryption zone the NameNode joins no files; "
              + pack.size()
              + " stay");
    }
  }
}
