package io.keystream.job.ledger;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * One start of a driver, and its right to commit.
 *
 * <p>An epoch is the folder {@code epochs/<number>}. An entry becomes part of the ledger only by a
 * rename out of that folder, and a newer driver moves the folders of all older ones to {@code
 * epochs/closed} before it reads the ledger. From then on no older driver can commit, however slow
 * it was: its folder is gone, and both creating a file there and renaming one out of it fail at the
 * NameNode. So what the newer driver reads is final.
 */
public final class Epoch {
  /** Closed epochs that stay, for an operator to look at. */
  private static final int KEPT = 100;

  private static final String STARTING = "starting-";
  private static final Duration LONGEST_START = Duration.ofHours(1);

  private final HomeFiles files;
  private final Home home;
  private final long number;

  private Epoch(HomeFiles files, Home home, long number) {
    this.files = files;
    this.home = home;
    this.number = number;
  }

  /**
   * Takes the next epoch and closes all older ones.
   *
   * @param description what to tell an operator of this driver, as JSON
   * @throws FencedException if an even newer driver started at the same time
   */
  public static Epoch claim(HomeFiles files, Home home, String description) throws IOException {
    files.makeFolder(home.root());
    files.makeFolder(closed(home));
    files.makeFolder(home.ledger());
    Path prepared = new Path(home.epochs(), STARTING + UUID.randomUUID());
    files.makeFolder(prepared);
    describe(files, prepared, description);
    Epoch epoch = new Epoch(files, home, takeNumber(files, home, prepared));
    epoch.refuseIfNewerExists();
    epoch.closeOlder();
    epoch.dropUnfinishedStarts();
    return epoch;
  }

  /** Leaves nothing where nothing can be written, as who claims may try for hours. */
  private static void describe(HomeFiles files, Path prepared, String description)
      throws IOException {
    try {
      files.write(new Path(prepared, "driver.json"), description);
    } catch (IOException e) {
      try {
        files.delete(prepared);
      } catch (IOException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
  }

  /** The number of this start, from 1. */
  public long number() {
    return number;
  }

  /** What the newest driver said of itself when it claimed its epoch. */
  public static Optional<String> newestDriver(HomeFiles files, Home home) throws IOException {
    long newest = newest(files, home);
    for (Path parent : List.of(home.epochs(), closed(home))) {
      Path description = new Path(parent, Sequences.format(newest) + "/driver.json");
      if (files.exists(description)) {
        return Optional.of(files.read(description));
      }
    }
    return Optional.empty();
  }

  /**
   * Stops a driver that may no longer commit, and to which a newer one's work may look strange.
   *
   * @throws FencedException if a newer driver closed this epoch
   */
  public void ensureOpen() throws IOException {
    if (!files.exists(folder())) {
      throw fenced(null);
    }
  }

  private FencedException fenced(IOException cause) {
    return new FencedException(
        "Epoch " + number + " was closed by a newer driver of " + home.root(), cause);
  }

  /**
   * Writes a text where only the current epoch can, and moves it to where it counts. One thread at
   * a time, because there is one place to write it first.
   *
   * @throws FencedException if another driver may commit now
   */
  public synchronized void commit(Path target, String text) throws IOException {
    Path pending = new Path(folder(), "pending.json");
    try {
      files.write(pending, text);
      files.rename(pending, target);
    } catch (FileAlreadyExistsException e) {
      throw new FencedException(
          "Another driver has already written " + target + ", so epoch " + number + " stops", e);
    } catch (IOException e) {
      if (!files.exists(folder())) {
        throw fenced(e);
      }
      throw e;
    }
  }

  private static long takeNumber(HomeFiles files, Home home, Path prepared) throws IOException {
    while (true) {
      long next = newest(files, home) + 1;
      try {
        files.rename(prepared, new Path(home.epochs(), Sequences.format(next)));
        return next;
      } catch (FileAlreadyExistsException e) {
        // Another driver took this number first: look again.
      }
    }
  }

  /**
   * A number can be taken twice: the second time after its first owner was closed. Then the closed
   * one stands beside this one.
   */
  private void refuseIfNewerExists() throws IOException {
    boolean takenTwice = numbers(files, closed(home)).anyMatch(other -> other >= number);
    boolean newer = numbers(files, home.epochs()).anyMatch(other -> other > number);
    if (takenTwice || newer) {
      files.delete(folder());
      throw new FencedException("A newer driver of " + home.root() + " started at the same time");
    }
  }

  private void closeOlder() throws IOException {
    for (long older : numbers(files, home.epochs()).filter(n -> n < number).toArray()) {
      close(Sequences.format(older));
    }
    long[] kept = numbers(files, closed(home)).sorted().toArray();
    for (int i = 0; i < kept.length - KEPT; i++) {
      files.delete(new Path(closed(home), Sequences.format(kept[i])));
    }
  }

  /** What drivers left that were killed before they took a number. */
  private void dropUnfinishedStarts() throws IOException {
    long before = System.currentTimeMillis() - LONGEST_START.toMillis();
    for (FileStatus left : files.list(home.epochs())) {
      boolean unfinished = left.getPath().getName().startsWith(STARTING);
      if (unfinished && left.getModificationTime() < before) {
        files.delete(left.getPath());
      }
    }
  }

  private void close(String older) throws IOException {
    try {
      files.rename(new Path(home.epochs(), older), new Path(closed(home), older));
    } catch (FileNotFoundException e) {
      // A still newer driver closed it first.
    } catch (FileAlreadyExistsException e) {
      // Taken a second time by a driver that is refused, or was killed before it could be.
      files.delete(new Path(home.epochs(), older));
    }
  }

  /** The number of the newest start, or 0. */
  static long newest(HomeFiles files, Home home) throws IOException {
    return LongStream.concat(numbers(files, home.epochs()), numbers(files, closed(home)))
        .max()
        .orElse(0);
  }

  private static LongStream numbers(HomeFiles files, Path folder) throws IOException {
    return files.list(folder).stream()
        .map(status -> Sequences.parse(status.getPath().getName()))
        .flatMapToLong(OptionalLong::stream);
  }

  private Path folder() {
    return new Path(home.epochs(), Sequences.format(number));
  }

  private static Path closed(Home home) {
    return new Path(home.epochs(), "closed");
  }
}
