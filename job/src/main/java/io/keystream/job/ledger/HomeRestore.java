package io.keystream.job.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Makes a home of a backup, in which a job goes on as in the one that was backed up.
 *
 * <p>All is copied and checked beside its place first; then the ledger is moved to its place last,
 * so that a restore that was interrupted can be repeated.
 */
public final class HomeRestore {
  private final HomeFiles files;
  private final Home home;

  public HomeRestore(HomeFiles files, Home home) {
    this.files = files;
    this.home = home;
  }

  /**
   * Whether home is what the backup holds already.
   *
   * @throws LedgerException if home belongs to a job that has begun
   */
  public boolean isDone(BackupManifest manifest) throws IOException {
    if (files.exists(home.restoring())) {
      return false;
    }
    long epoch = Epoch.newest(files, home);
    long sequence = Ledger.peek(files, home).map(LedgerEntry::sequence).orElse(0L);
    boolean same =
        sequence == manifest.sequence()
            && epoch == manifest.epoch()
            && PipelineId.existing(files, home).orElse("").equals(manifest.pipelineId());
    if (same && epoch > 0) {
      return true;
    }
    if (epoch > 0 || sequence > 0) {
      throw new LedgerException(
          home.root()
              + " has a ledger already, which ends with entry "
              + sequence
              + " of epoch "
              + epoch
              + ": wanted a home without one. Nothing was changed");
    }
    return false;
  }

  /**
   * Copies a backup.
   *
   * @throws LedgerException if a file is not what was written; home then is as it was
   */
  public void run(Path folder, BackupManifest manifest) throws IOException {
    files.delete(home.restoring());
    files.makeFolder(home.restoring());
    for (BackupManifest.Item item : manifest.files()) {
      copy(folder, item);
    }
    dropPublished(manifest);
    moveToPlace();
  }

  private void copy(Path folder, BackupManifest.Item item) throws IOException {
    if (item.path().startsWith("/") || List.of(item.path().split("/", -1)).contains("..")) {
      throw new LedgerException(folder + " is damaged: its manifest names " + item.path());
    }
    Path from = new Path(folder, item.path());
    String found =
        files.exists(from) ? files.copy(from, new Path(home.restoring(), item.path())) : "no file";
    if (!found.equals(item.sha256())) {
      files.delete(home.restoring());
      throw new LedgerException(
          from
              + " is damaged: its SHA-256 is "
              + found
              + ", the manifest has "
              + item.sha256()
              + ". Nothing was restored");
    }
  }

  /** What readers can see already is not to be published a second time. */
  private void dropPublished(BackupManifest manifest) throws IOException {
    Home copied = new Home(home.restoring());
    LedgerEntry last = Ledger.peek(files, copied).orElse(null);
    long sequence = last == null ? 0 : last.sequence();
    if (sequence != manifest.sequence()) {
      files.delete(home.restoring());
      throw new LedgerException(
          "The ledger of the backup ends with entry "
              + sequence
              + ", its manifest says "
              + manifest.sequence()
              + ". Nothing was restored");
    }
    if (last != null) {
      for (CommittedFile file : last.files()) {
        if (files.exists(new Path(file.path()))) {
          files.delete(new Path(home.restoring(), HomeContent.stagedPrefix(last) + file.staged()));
        }
      }
    }
  }

  private void moveToPlace() throws IOException {
    List<Path> parts = new ArrayList<>();
    for (FileStatus part : files.list(home.restoring())) {
      parts.add(part.getPath());
    }
    parts.removeIf(part -> part.getName().equals(home.ledger().getName()));
    for (Path part : parts) {
      moveTo(home.root(), part);
    }
    Path ledger = new Path(home.restoring(), home.ledger().getName());
    if (files.exists(ledger)) {
      moveTo(home.root(), ledger);
    }
    files.delete(home.restoring());
  }

  /** Into the folder of control messages, whose stop has to stay; in the place of all others. */
  private void moveTo(Path folder, Path part) throws IOException {
    Path target = new Path(folder, part.getName());
    if (part.getName().equals(home.control().getName()) && files.exists(target)) {
      for (FileStatus message : files.list(part)) {
        moveTo(target, message.getPath());
      }
      return;
    }
    files.delete(target);
    files.rename(part, target);
  }
}
