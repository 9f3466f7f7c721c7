package io.keystream.job.ledger;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Which published files were joined into one: {@code compactions/done-<version>.jsonl} holds all of
 * them that concern entries the ledger still has, and {@code plan-<version + 1>.jsonl} those that
 * are being done, written down before the first of them is.
 *
 * <p>Both are renamed into their place without overwriting, so of two writers one makes a plan. A
 * plan that is found is carried out by whoever finds it, also while its author is at work: each
 * step can be done only once, and all arrive at the same next version. So there is no lock that a
 * killed one could leave behind.
 */
public final class CompactionLog {
  private static final String DONE = "done-";
  private static final String PLAN = "plan-";
  private static final String NEW = "new-";
  private static final String END = ".jsonl";
  private static final Duration ABANDONED = Duration.ofHours(1);

  /**
   * What the log says.
   *
   * @param version number of the last plan that was carried out, or 0
   * @param done in the order in which they were done
   * @param planned those of the plan that is to be carried out
   */
  public record State(long version, List<Compaction> done, List<Compaction> planned) {
    public State {
      done = List.copyOf(done);
      planned = List.copyOf(planned);
    }
  }

  private final HomeFiles files;
  private final Path folder;

  public CompactionLog(HomeFiles files, Home home) {
    this.files = files;
    this.folder = home.compactions();
  }

  /**
   * What it says now.
   *
   * @throws LedgerException if it is damaged
   */
  public State read() throws IOException {
    while (true) {
      List<String> names = names();
      long version = version(names);
      try {
        return new State(
            version,
            version == 0 ? List.of() : read(DONE, version),
            names.contains(name(PLAN, version + 1)) ? read(PLAN, version + 1) : List.of());
      } catch (FileNotFoundException e) {
        if (version(names()) == version) {
          throw e;
        }
      }
    }
  }

  /** Whether nobody planned or carried out anything since. */
  boolean isStill(State state) throws IOException {
    List<String> names = names();
    return version(names) == state.version()
        && names.contains(name(PLAN, state.version() + 1)) != state.planned().isEmpty();
  }

  /**
   * Writes down what is to be done next.
   *
   * @param state what was read before
   * @return whether nobody else wrote anything since; if not, nothing may be done
   */
  public boolean plan(State state, List<Compaction> plan) throws IOException {
    long next = state.version() + 1;
    // One that slept may find the place of a plan free that was carried out long ago.
    return put(name(PLAN, next), plan) && version(names()) == state.version();
  }

  /**
   * Writes down what of the plan was done, and forgets what the ledger no longer has.
   *
   * @param state what was read, or planned, before
   * @param carriedOut those of the plan that were done
   * @param firstEntry the oldest entry that the ledger still has
   */
  public void settle(State state, List<Compaction> carriedOut, long firstEntry) throws IOException {
    List<Compaction> all = new ArrayList<>(state.done());
    all.addAll(carriedOut);
    all.removeIf(compaction -> compaction.newestEntry() < firstEntry);
    // If somebody else was faster it says the same.
    put(name(DONE, state.version() + 1), all);
    clean();
  }

  /** Deletes what one that was killed left, and what nobody needs any more. */
  public void clean() throws IOException {
    // Once: what is written meanwhile is newer, and stays.
    List<FileStatus> found = files.list(folder);
    long version = version(names(found));
    Instant abandoned = Instant.now().minus(ABANDONED);
    for (FileStatus status : found) {
      String name = status.getPath().getName();
      boolean needed = name.equals(name(DONE, version)) || name.equals(name(PLAN, version + 1));
      boolean young = !Instant.ofEpochMilli(status.getModificationTime()).isBefore(abandoned);
      if (!needed && !(name.startsWith(NEW) && young)) {
        files.delete(status.getPath());
      }
    }
  }

  /** A path that nobody uses, for what is prepared to be renamed. */
  public Path temporary() throws IOException {
    files.makeFolder(folder);
    return new Path(folder, NEW + UUID.randomUUID());
  }

  private boolean put(String name, List<Compaction> compactions) throws IOException {
    Path prepared = temporary();
    files.write(
        prepared,
        compactions.stream()
            .map(compaction -> LedgerJson.write(compaction) + "\n")
            .collect(Collectors.joining()));
    try {
      files.rename(prepared, new Path(folder, name));
      return true;
    } catch (FileAlreadyExistsException e) {
      files.delete(prepared);
      return false;
    }
  }

  private List<Compaction> read(String kind, long version) throws IOException {
    Path file = new Path(folder, name(kind, version));
    return files
        .read(file)
        .lines()
        .map(line -> LedgerJson.read(line, Compaction.class, file.toString()))
        .toList();
  }

  private List<String> names() throws IOException {
    return names(files.list(folder));
  }

  private static List<String> names(List<FileStatus> found) {
    return found.stream().map(FileStatus::getPath).map(Path::getName).toList();
  }

  private static long version(List<String> names) {
    return names.stream()
        .filter(name -> name.startsWith(DONE) && name.endsWith(END))
        .map(name -> Sequences.parse(name.substring(DONE.length(), name.length() - END.length())))
        .flatMapToLong(OptionalLong::stream)
        .max()
        .orElse(0);
  }

  private static String name(String kind, long version) {
    return kind + Sequences.format(version) + END;
  }
}
