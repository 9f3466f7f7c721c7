package io.keystream.job.ledger;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The right to submit the job, which one process of all gateways has at a time.
 *
 * <p>It is the file {@code control/submission-<number>} of the highest number, until that is given
 * back or older than {@link #LONGEST}, by the clock of the file system. Who wants it renames a file
 * of its own to the next number, which the NameNode lets only one do. The file of the highest
 * number always stays, so that a process that slept sees that others had their turn.
 */
public final class SubmissionLease implements AutoCloseable {
  /** After so long a process that has not given it back counts as dead. */
  public static final Duration LONGEST = Duration.ofMinutes(15);

  private static final Duration LATEST_START = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 1_000;
  private static final String NAME = "submission-";
  private static final String WANTED = "submission-wanted-";

  /** Another process has it. */
  public static final class HeldException extends IOException {
    private static final long serialVersionUID = 1L;

    HeldException(String message) {
      super(message);
    }
  }

  private record Holder(String process, boolean done) {}

  private final HomeFiles files;
  private final Home home;
  private final String process;
  private final long number;
  private final long begun;

  private SubmissionLease(HomeFiles files, Home home, String process, long number, long begun) {
    this.files = files;
    this.home = home;
    this.process = process;
    this.number = number;
    this.begun = begun;
  }

  /**
   * Takes it.
   *
   * @param process what to tell others of who has it
   * @throws HeldException if another process has it
   */
  public static SubmissionLease take(HomeFiles files, Home home, String process)
      throws IOException {
    long begun = System.nanoTime();
    files.makeFolder(home.control());
    Path wanted = new Path(home.control(), WANTED + UUID.randomUUID());
    try {
      files.write(wanted, LedgerJson.write(new Holder(process, false)));
      long now = files.status(wanted).getModificationTime();
      long newest = newest(files, home);
      refuseIfHeld(files, file(home, newest), now);
      long number = newest + 1;
      files.rename(wanted, file(home, number));
      refuseIfNewerExists(files, home, number);
      dropOlder(files, home, number, now);
      return new SubmissionLease(files, home, process, number, begun);
    } catch (FileAlreadyExistsException e) {
      throw new HeldException("Another process began to submit at the same time");
    } finally {
      files.delete(wanted);
    }
  }

  /**
   * Takes it as soon as nobody has it.
   *
   * @throws HeldException if another process still has it when the patience is at its end
   */
  public static SubmissionLease await(HomeFiles files, Home home, String process, Duration patience)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    while (true) {
      try {
        return take(files, home, process);
      } catch (HeldException e) {
        if (Instant.now().isAfter(deadline)) {
          throw e;
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  /**
   * Stops who took so long to begin that others may believe it dead before it has submitted.
   *
   * @throws IOException if it was taken too long ago
   */
  public void ensureFresh() throws IOException {
    Duration age = Duration.ofNanos(System.nanoTime() - begun);
    if (age.compareTo(LATEST_START) > 0) {
      throw new IOException(
          "Nothing is submitted: the file system of "
              + home.root()
              + " took "
              + age.toSeconds()
              + " s to answer, wanted at most "
              + LATEST_START.toSeconds());
    }
  }

  /** Gives it back. */
  @Override
  public void close() throws IOException {
    files.replace(file(home, number), LedgerJson.write(new Holder(process, true)));
  }

  private static void refuseIfHeld(HomeFiles files, Path newest, long now) throws IOException {
    try {
      if (!files.exists(newest)) {
        return;
      }
      Holder holder = LedgerJson.read(files.read(newest), Holder.class, newest.toString());
      long since = files.status(newest).getModificationTime();
      if (!holder.done() && now - since < LONGEST.toMillis()) {
        throw new HeldException(
            "Another submission is under way: by "
                + holder.process()
                + ", since "
                + Instant.ofEpochMilli(since)
                + ". If that process is gone, its right ends at "
                + Instant.ofEpochMilli(since).plus(LONGEST));
      }
    } catch (FileNotFoundException e) {
      throw new HeldException("Another process began to submit at the same time");
    }
  }

  /** A number can be taken twice: the second time after its file was dropped as an older one. */
  private static void refuseIfNewerExists(HomeFiles files, Home home, long number)
      throws IOException {
    if (newest(files, home) > number) {
      files.delete(file(home, number));
      throw new HeldException("Another process began to submit at the same time");
    }
  }

  /** And what processes left that were killed before they had a number. */
  private static void dropOlder(HomeFiles files, Home home, long number, long now)
      throws IOException {
    for (FileStatus left : files.list(home.control())) {
      String name = left.getPath().getName();
      OptionalLong other = number(name);
      boolean older = other.isPresent() && other.getAsLong() < number;
      boolean unfinished =
          name.startsWith(WANTED) && now - left.getModificationTime() > LONGEST.toMillis();
      if (older || unfinished) {
        files.delete(left.getPath());
      }
    }
  }

  private static long newest(HomeFiles files, Home home) throws IOException {
    return files.list(home.control()).stream()
        .map(status -> number(status.getPath().getName()))
        .flatMapToLong(OptionalLong::stream)
        .max()
        .orElse(0);
  }

  private static OptionalLong number(String name) {
    return name.startsWith(NAME)
        ? Sequences.parse(name.substring(NAME.length()))
        : OptionalLong.empty();
  }

  private static Path file(Home home, long number) {
    return new Path(home.control(), NAME + Sequences.format(number));
  }
}
