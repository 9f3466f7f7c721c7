package io.keystream.job.source;

import io.keystream.job.ledger.Epoch;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.ledger.LedgerJson;
import io.keystream.job.ledger.Sequences;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The numbered files of a source, in {@code received/<source>/arrivals}. A file has its number
 * before a batch reads it, and never another one, so that the ledger's position, a number, says
 * which files were read.
 *
 * <p>{@code <number>} holds the files from this number on that were found together, one a line.
 * Once there are more than {@value #OPEN}, what is still needed of them is folded into {@code
 * kept-<number>}, which stands for all below that number. Only the newest driver can write either:
 * both come out of the folder of its epoch by a rename that does not overwrite.
 */
final class ArrivalLog {
  static final int OPEN = 500;
  private static final int DIGITS = Sequences.format(0).length();
  private static final String KEPT = "kept-";
  private static final Pattern NAME = Pattern.compile("(?:" + KEPT + ")?\\d{12}");

  private final HomeFiles files;
  private final Epoch epoch;
  private final Path folder;
  private final int mostOpen;
  private final TreeMap<Long, Arrival> arrivals = new TreeMap<>();
  private final Map<String, Arrival> newest = new HashMap<>();
  private long next;
  private int open;

  private ArrivalLog(HomeFiles files, Epoch epoch, Path folder, int mostOpen) {
    this.files = files;
    this.epoch = epoch;
    this.folder = folder;
    this.mostOpen = mostOpen;
  }

  /**
   * Reads the log of a source.
   *
   * @throws LedgerException if a part of it is missing or damaged
   */
  static ArrivalLog open(HomeFiles files, Home home, Epoch epoch, String source)
      throws IOException {
    return open(files, home, epoch, source, OPEN);
  }

  static ArrivalLog open(HomeFiles files, Home home, Epoch epoch, String source, int mostOpen)
      throws IOException {
    Path folder = new Path(home.received(source), "arrivals");
    files.makeFolder(folder);
    ArrivalLog log = new ArrivalLog(files, epoch, folder, mostOpen);
    log.read();
    return log;
  }

  /** The number of the next file to arrive. */
  long next() {
    return next;
  }

  /** The file that arrived last under a path; one of long ago may be forgotten. */
  Optional<Arrival> newest(String path) {
    return Optional.ofNullable(newest.get(path));
  }

  /** The files with the numbers {@code [from, until)}, in this order. */
  List<Arrival> range(long from, long until) {
    return List.copyOf(arrivals.subMap(from, until).values());
  }

  /** Gives files their numbers; when this returns they have them for good. */
  void append(List<FileStatus> found) throws IOException {
    List<Arrival> added = new ArrayList<>();
    for (FileStatus file : found) {
      added.add(
          new Arrival(
              next + added.size(),
              file.getPath().toString(),
              file.getLen(),
              file.getModificationTime()));
    }
    epoch.commit(new Path(folder, Sequences.format(next)), text(added));
    open++;
    added.forEach(this::add);
  }

  /**
   * Refuses a driver that was replaced.
   *
   * @throws io.keystream.job.ledger.FencedException if a newer driver took over
   */
  void ensureOwn() throws IOException {
    epoch.ensureOpen();
  }

  /** Drops what nobody needs, if there are many files; what is needed stays. */
  void fold(Predicate<Arrival> needed) throws IOException {
    if (open <= mostOpen) {
      return;
    }
    arrivals.values().removeIf(needed.negate());
    newest.values().removeIf(needed.negate());
    Path kept = new Path(folder, KEPT + Sequences.format(next));
    epoch.commit(kept, text(List.copyOf(arrivals.values())));
    for (FileStatus file : files.list(folder)) {
      if (number(file.getPath().getName()) < next) {
        files.delete(file.getPath());
      }
    }
    open = 0;
  }

  /** Of the first file in it, or the one after the last where it stands for all below. */
  private static long number(String name) {
    return Long.parseLong(name.substring(name.length() - DIGITS));
  }

  private void read() throws IOException {
    List<String> names =
        files.list(folder).stream()
            .map(file -> file.getPath().getName())
            .filter(name -> NAME.matcher(name).matches())
            .sorted()
            .toList();
    Optional<String> kept =
        names.stream().filter(n -> n.startsWith(KEPT)).max(Comparator.naturalOrder());
    if (kept.isPresent()) {
      entries(kept.get()).forEach(this::add);
      next = number(kept.get());
    }
    for (String name : names) {
      boolean folded = name.startsWith(KEPT) || number(name) < next;
      if (!folded) {
        readOpen(name);
      } else if (!kept.equals(Optional.of(name))) {
        files.delete(new Path(folder, name)); // A crash while it was folded left it.
      }
    }
  }

  private void readOpen(String name) throws IOException {
    for (Arrival arrival : entries(name)) {
      if (arrival.number() != next) {
        throw new LedgerException(
            new Path(folder, name)
                + " holds file number "
                + arrival.number()
                + ", the next is "
                + next
                + ": a part of the list is missing");
      }
      add(arrival);
    }
    open++;
  }

  private void add(Arrival arrival) {
    arrivals.put(arrival.number(), arrival);
    newest.merge(arrival.path(), arrival, (a, b) -> a.number() > b.number() ? a : b);
    next = Math.max(next, arrival.number() + 1);
  }

  private List<Arrival> entries(String name) throws IOException {
    Path file = new Path(folder, name);
    return files
        .read(file)
        .lines()
        .map(line -> LedgerJson.read(line, Arrival.class, file.toString()))
        .toList();
  }

  private static String text(List<Arrival> arrivals) {
    return arrivals.stream().map(a -> LedgerJson.write(a) + "\n").collect(Collectors.joining());
  }
}
