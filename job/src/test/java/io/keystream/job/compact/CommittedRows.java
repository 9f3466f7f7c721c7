package io.keystream.job.compact;

import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.FileProbe;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.LedgerVerification;
import io.keystream.job.ledger.NameNodeLikeFs;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.ledger.QuickLocalFs;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.output.RowsOfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** A ledger of files that a test writes, and the compaction of them. */
final class CommittedRows {
  private static final Configuration CONFIGURATION = localFiles();

  static final CompactLimits ALL = new CompactLimits(1L << 30, Instant.MAX);

  final TestHome home;
  final Path output;
  private long entries;
  private long rows;

  CommittedRows(Path folder) throws IOException {
    this.home = new TestHome(folder.resolve("home"));
    this.output = Files.createDirectories(folder.resolve("out"));
  }

  /** Commits files that are published. */
  void commit(int rowsOfEach, Path... files) throws IOException {
    long sequence = ++entries;
    List<CommittedFile> committed =
        Stream.of(files)
            .map(
                file -> new CommittedFile("x", file.toString(), rowsOfEach, file.toFile().length()))
            .toList();
    long added = (long) rowsOfEach * files.length;
    RecordCounts counts = new RecordCounts(added, added, 0, 0);
    List<OffsetSpan> offsets = List.of(new OffsetSpan("access", 0, rows, rows + added));
    rows += added;
    Entries.put(
        home,
        Entries.entry(
            sequence,
            1,
            offsets,
            List.of(OutputCommit.of("files", committed)),
            counts,
            new RecordCounts(rows, rows, 0, 0)));
  }

  /** Where a file of the next entry goes. */
  Path next(String folder, int task, String extension) throws IOException {
    Path in = Files.createDirectories(output.resolve(folder));
    return in.resolve(String.format("%012d-1-%d-0-0%s", entries + 1, task, extension));
  }

  CompactReport compact() throws IOException {
    return compact(operation -> {});
  }

  /** With a client whose operations a test steps into. */
  CompactReport compact(NameNodeLikeFs.Before before) throws IOException {
    return compactor(before).compact("files", List.of(folder()), ALL);
  }

  Compactor compactor(NameNodeLikeFs.Before before) {
    HomeFiles files = home.files(before);
    return new Compactor(files, home.home(), configuration(), new LocalConcatenation(before));
  }

  org.apache.hadoop.fs.Path folder() {
    return new org.apache.hadoop.fs.Path(output.toUri());
  }

  /** One for all, as reading Hadoop's defaults takes longer than writing a small file. */
  static Configuration configuration() {
    return CONFIGURATION;
  }

  private static Configuration localFiles() {
    Configuration configuration = new Configuration();
    configuration.setClass(
        "fs.file.impl", QuickLocalFs.class, org.apache.hadoop.fs.FileSystem.class);
    return configuration;
  }

  LedgerVerification verify() throws IOException {
    FileProbe probe = RowsOfFile.byReading(configuration(), false);
    return LedgerVerification.of(
        home.files(),
        home.home(),
        new LedgerVerification.Scope(Long.MAX_VALUE, probe, List.of(folder())));
  }

  /** The files that engines read. */
  List<Path> visible() throws IOException {
    try (Stream<Path> all = Files.walk(output)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> file.toFile().length() > 0)
          .sorted()
          .toList();
    }
  }

  /** The files that they do not see. */
  List<Path> hidden() throws IOException {
    try (Stream<Path> all = Files.walk(output)) {
      return all.filter(file -> file.getFileName().toString().startsWith(".compact")).toList();
    }
  }
}
