package io.keystream.job.ledger;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.Path;

/**
 * The committed batches of a pipeline, read and appended to.
 *
 * <p>Entries are files {@code ledger/<sequence>}. Once there are more than {@value #OPEN_ENTRIES},
 * {@link LedgerArchive} folds the oldest into one file, so that their number stays bounded. Not
 * safe for use by several threads.
 */
public final class Ledger {
  static final int OPEN_ENTRIES = 2_000;

  /** Hears of every commit; must not fail. */
  public interface Watch {
    /** An entry counts, the writing of which took so long. */
    void committed(LedgerEntry entry, Duration took);
  }

  private final HomeFiles files;
  private final Home home;
  private final Epoch epoch;
  private LedgerEntry last;
  private long openEntries;
  private Watch watch = (entry, took) -> {};

  private Ledger(HomeFiles files, Home home, Epoch epoch, LedgerEntry last, long openEntries) {
    this.files = files;
    this.home = home;
    this.epoch = epoch;
    this.last = last;
    this.openEntries = openEntries;
  }

  /**
   * Opens the ledger to append to it.
   *
   * @param epoch the caller's right to commit, already claimed
   * @throws LedgerException if entries are missing or damaged
   */
  public static Ledger open(HomeFiles files, Home home, Epoch epoch) throws IOException {
    new LedgerArchive(files, home).finish();
    long[] sequences = sequences(files, home);
    LedgerEntry last = lastEntry(files, home, sequences);
    return new Ledger(files, home, epoch, last, sequences.length);
  }

  /** The newest entry, without any right to append. */
  public static Optional<LedgerEntry> peek(HomeFiles files, Home home) throws IOException {
    return Optional.ofNullable(lastEntry(files, home, sequences(files, home)));
  }

  /**
   * All entries that are kept, archived ones included, oldest first; read again if the driver
   * folded some of them in the meantime.
   */
  public static List<LedgerEntry> all(HomeFiles files, Home home) throws IOException {
    LedgerArchive archive = new LedgerArchive(files, home);
    while (true) {
      long folded = archive.lastSequence();
      try {
        List<LedgerEntry> entries = new ArrayList<>(archive.entries());
        for (long sequence : sequences(files, home)) {
          if (sequence > folded) {
            entries.add(readEntry(files, home, sequence));
          }
        }
        if (archive.lastSequence() == folded) {
          return entries;
        }
      } catch (FileNotFoundException e) {
        if (archive.lastSequence() == folded) {
          throw e;
        }
      }
    }
  }

  /** Entries not archived yet, oldest first, the last {@code most} at the most. */
  public static List<LedgerEntry> recent(HomeFiles files, Home home, int most) throws IOException {
    long[] sequences = sequences(files, home);
    List<LedgerEntry> entries = new ArrayList<>();
    for (int i = Math.max(0, sequences.length - most); i < sequences.length; i++) {
      entries.add(readEntry(files, home, sequences[i]));
    }
    return entries;
  }

  /** Entries not archived yet after the one of this number, oldest first. */
  public static List<LedgerEntry> after(HomeFiles files, Home home, long sequence)
      throws IOException {
    List<LedgerEntry> entries = new ArrayList<>();
    for (long each : sequences(files, home)) {
      if (each > sequence) {
        entries.add(readEntry(files, home, each));
      }
    }
    return entries;
  }

  /** Entries not archived yet that were committed at a time or later, oldest first. */
  public static List<LedgerEntry> since(HomeFiles files, Home home, Instant time)
      throws IOException {
    long[] sequences = sequences(files, home);
    List<LedgerEntry> entries = new ArrayList<>();
    for (int i = sequences.length - 1; i >= 0; i--) {
      LedgerEntry entry = readEntry(files, home, sequences[i]);
      if (entry.committedAt().isBefore(time)) {
        break;
      }
      entries.add(0, entry);
    }
    return entries;
  }

  /** Has commits told to {@code other} from now on. */
  public void tell(Watch other) {
    watch = other;
  }

  /** The newest entry. */
  public Optional<LedgerEntry> last() {
    return Optional.ofNullable(last);
  }

  /** The next offset of each partition. */
  public Positions positions() {
    return last == null ? Positions.NONE : last.positions();
  }

  /** The id of each topic when the positions were written. */
  public Map<String, String> topicIds() {
    return last == null ? Map.of() : last.topicIds();
  }

  /** The sequence of the entry to be committed next. */
  public long nextSequence() {
    return last == null ? 1 : last.sequence() + 1;
  }

  /** What became of all records so far. */
  public RecordCounts totals() {
    return last == null ? RecordCounts.NONE : last.totals();
  }

  /**
   * Commits an entry: when this returns it counts, and when it throws {@link FencedException} it
   * does not.
   *
   * @throws FencedException if another driver may commit now
   */
  public void commit(LedgerEntry entry) throws IOException {
    if (entry.sequence() != nextSequence()) {
      throw new LedgerException(
          "Entry " + entry.sequence() + " would leave a gap: the next is " + nextSequence());
    }
    long begin = System.nanoTime();
    epoch.commit(file(home, entry.sequence()), EntryText.write(entry));
    last = entry;
    watch.committed(entry, Duration.ofNanos(System.nanoTime() - begin));
    openEntries++;
    if (openEntries > OPEN_ENTRIES) {
      openEntries -= new LedgerArchive(files, home).fold(epoch);
    }
  }

  static LedgerEntry readEntry(HomeFiles files, Home home, long sequence) throws IOException {
    Path file = file(home, sequence);
    LedgerEntry entry = EntryText.read(files.read(file), file.toString());
    if (entry.sequence() != sequence) {
      throw new LedgerException(file + " holds entry " + entry.sequence());
    }
    return entry;
  }

  /** Sequences of the entries that are files of their own, ascending. */
  static long[] sequences(HomeFiles files, Home home) throws IOException {
    return files.list(home.ledger()).stream()
        .map(status -> Sequences.parse(status.getPath().getName()))
        .flatMapToLong(java.util.OptionalLong::stream)
        .sorted()
        .toArray();
  }

  static Path file(Home home, long sequence) {
    return new Path(home.ledger(), Sequences.format(sequence));
  }

  private static LedgerEntry lastEntry(HomeFiles files, Home home, long[] sequences)
      throws IOException {
    if (sequences.length == 0) {
      return null;
    }
    long newest = sequences[sequences.length - 1];
    if (newest - sequences[0] + 1 != sequences.length) {
      throw new LedgerException(
          "Entries are missing from " + home.ledger() + ": " + missing(sequences));
    }
    return readEntry(files, home, newest);
  }

  private static String missing(long[] sequences) {
    long[] gaps =
        LongStream.rangeClosed(sequences[0], sequences[sequences.length - 1])
            .filter(sequence -> java.util.Arrays.binarySearch(sequences, sequence) < 0)
            .limit(10)
            .toArray();
    return java.util.Arrays.toString(gaps);
  }
}
