package io.keystream.job.cli;

import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.ReplayedFile;
import io.keystream.job.ledger.Sequences;
import io.keystream.job.output.DeadLetter;
import io.keystream.job.output.DeadLetterReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The committed dead letters that count. Only committed files are ever published, and those that
 * are replayed are moved away, so that the folder tells; also what was committed before the oldest
 * entry that the ledger still keeps.
 */
final class PublishedLetters {
  private final Cluster cluster;

  PublishedLetters(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Names of the files, the newest entry's first. */
  List<String> newestFirst() throws IOException {
    Optional<LedgerEntry> newest = Ledger.peek(cluster.files(), cluster.home());
    if (newest.isEmpty()) {
      return List.of();
    }
    // The driver may not have moved them yet.
    Set<String> replayed =
        newest.get().retired().stream()
            .map(ReplayedFile::path)
            .map(path -> new Path(path).getName())
            .collect(Collectors.toSet());
    return cluster.files().list(folder()).stream()
        .map(FileStatus::getPath)
        .map(Path::getName)
        .filter(name -> Sequences.ofFile(name) > 0 && name.endsWith(".parquet"))
        .filter(name -> Sequences.ofFile(name) <= newest.get().sequence())
        .filter(name -> !replayed.contains(name))
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** Takes each dead letter of a file, without its bytes; nothing if the file is gone since. */
  void read(String name, Reader reader) throws IOException {
    try (DeadLetterReader letters =
        DeadLetterReader.withoutBytes(new Path(folder(), name), cluster.configuration())) {
      drain(letters, reader);
    } catch (FileNotFoundException e) {
      // It was replayed in the meantime.
    }
  }

  /** The same with the bytes. */
  void readWithBytes(String name, Reader reader) throws IOException {
    try (DeadLetterReader letters =
        DeadLetterReader.open(new Path(folder(), name), cluster.configuration())) {
      drain(letters, reader);
    } catch (FileNotFoundException e) {
      // It was replayed in the meantime.
    }
  }

  private static void drain(DeadLetterReader letters, Reader reader) throws IOException {
    for (DeadLetter letter = letters.next(); letter != null; letter = letters.next()) {
      reader.take(letter);
    }
  }

  /** On the file system that home is on. */
  private Path folder() {
    Path configured = new Path(cluster.release().pipeline().deadLetters().path());
    return new Path(cluster.home().root(), configured);
  }

  /** Takes dead letters. */
  interface Reader {
    void take(DeadLetter letter);
  }
}
