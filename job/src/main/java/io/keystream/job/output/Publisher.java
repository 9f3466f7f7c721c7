package io.keystream.job.output;

import io.keystream.job.hive.HiveTables;
import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.FencedException;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.ledger.ReplayedFile;
import io.keystream.job.ledger.Sequences;
import io.keystream.job.sink.Deliveries;
import io.keystream.job.sink.DeliveryException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Delivers the rows of committed batches, and moves their files to where readers find them. Can be
 * repeated at any time.
 */
public final class Publisher {
  private static final int MOST_KNOWN_FOLDERS = 10_000;

  private final HomeFiles files;
  private final Home home;
  private final Deliveries deliveries;
  private final HiveTables tables;
  private final Set<Path> knownFolders = new HashSet<>();

  /** Publishes files; entries with anything to deliver are refused. */
  public Publisher(HomeFiles files, Home home) {
    this(files, home, new Deliveries(null, files, home, Map.of()));
  }

  /** Publishes files, and delivers rows. */
  public Publisher(HomeFiles files, Home home, Deliveries deliveries) {
    this(files, home, deliveries, HiveTables.NONE);
  }

  /** Publishes files, whose folders are partitions of tables, and delivers rows. */
  public Publisher(HomeFiles files, Home home, Deliveries deliveries, HiveTables tables) {
    this.files = files;
    this.home = home;
    this.deliveries = deliveries;
    this.tables = tables;
  }

  /**
   * Publishes a committed entry, also one that was published in part. Rows are delivered first: as
   * long as a system does not take them, nothing of the batch is seen in the files.
   *
   * @throws LedgerException if a committed file is gone, or another file stands in its place
   * @throws DeliveryException if a system does not take rows, or a metastore partitions, now
   * @throws FencedException if it is gone because another driver went on, and replayed it
   */
  public void publish(LedgerEntry entry) throws IOException {
    deliveries.deliver(entry);
    Path staging = home.staging(entry.epoch(), entry.sequence());
    if (entry.repair() != null) {
      // First, so that readers never see the same rows twice.
      retire(entry.retired());
    }
    for (OutputCommit output : entry.outputs()) {
      for (CommittedFile file : output.files()) {
        publish(entry, new Path(staging, file.staged()), new Path(file.path()));
      }
    }
    tables.register(entry);
    if (entry.replay() != null) {
      retire(entry.retired());
    }
    files.delete(staging);
  }

  /**
   * Deletes all that is staged, of this driver and of all before it, whose commits are published. A
   * newer driver may be at work already if this one was slow, so what it stages is kept.
   *
   * @param epoch this driver's epoch
   */
  public void discardStaged(long epoch) throws IOException {
    String own = Sequences.format(epoch);
    for (FileStatus left : files.list(home.staging())) {
      if (left.getPath().getName().compareTo(own) <= 0) {
        files.delete(left.getPath());
      }
    }
  }

  /** One that is no longer there is retired already, or somebody deleted it since. */
  private void retire(List<ReplayedFile> replaced) throws IOException {
    for (ReplayedFile file : replaced) {
      Path retired = new Path(file.retired());
      files.makeSharedFolder(retired.getParent());
      try {
        files.rename(new Path(file.path()), retired);
      } catch (FileNotFoundException e) {
        // What stood in it does not count any more.
      }
    }
  }

  private void publish(LedgerEntry entry, Path staged, Path published) throws IOException {
    try {
      move(staged, published);
    } catch (FileNotFoundException e) {
      if (!files.exists(published)) {
        refuseIfNotNewest(entry);
        throw new LedgerException(
            "Entry "
                + entry.sequence()
                + " committed "
                + published
                + ", but it is neither there nor staged at "
                + staged,
            e);
      }
    } catch (FileAlreadyExistsException e) {
      throw new LedgerException(
          published
              + " exists although entry "
              + entry.sequence()
              + " is about to publish it: does another pipeline, or an earlier home of this one,"
              + " write to the same folder?",
          e);
    }
  }

  private void refuseIfNotNewest(LedgerEntry entry) throws IOException {
    Optional<LedgerEntry> newest = Ledger.peek(files, home);
    if (newest.isPresent() && newest.get().sequence() > entry.sequence()) {
      throw new FencedException(
          "Another driver has committed entry "
              + newest.get().sequence()
              + " while this one was to publish entry "
              + entry.sequence());
    }
  }

  private void move(Path staged, Path published) throws IOException {
    Path folder = published.getParent();
    if (knownFolders.size() == MOST_KNOWN_FOLDERS) {
      knownFolders.clear();
    }
    if (knownFolders.add(folder)) {
      files.makeSharedFolder(folder);
    }
    try {
      files.rename(staged, published);
    } catch (FileNotFoundException e) {
      if (files.exists(folder)) {
        throw e;
      }
      // Somebody removed the folder, an old date perhaps, since this driver made it.
      files.makeSharedFolder(folder);
      files.rename(staged, published);
    }
  }
}
