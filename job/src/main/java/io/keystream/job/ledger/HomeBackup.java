package io.keystream.job.ledger;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.hadoop.fs.Path;

/**
 * Copies what a stopped job remembers to another folder.
 *
 * <p>Not of a job that runs: its ledger, its lists of files and its logs of received data move one
 * after the other, and what is copied one after the other would be of several moments. Who calls
 * keeps others from submitting it; that nobody committed meanwhile is checked again at the end.
 */
public final class HomeBackup {

  /**
   * What to write into the manifest.
   *
   * @param pipeline the pipeline's name
   * @param caller who takes it
   */
  public record About(String pipeline, String caller) {}

  private final HomeFiles files;
  private final Home home;
  private final List<Path> published;

  /**
   * Of a home.
   *
   * @param published folders of the output, which is not part of a backup
   */
  public HomeBackup(HomeFiles files, Home home, List<Path> published) {
    this.files = files;
    this.home = home;
    this.published = List.copyOf(published);
  }

  /**
   * Whether the folder holds what a backup would write now.
   *
   * @throws LedgerException if it holds anything else
   */
  public boolean isIn(Path folder) throws IOException {
    if (!BackupManifest.exists(files, folder)) {
      if (!files.list(folder).isEmpty()) {
        throw new LedgerException(
            folder
                + " is not empty, and no backup: name a folder of its own, or delete what an"
                + " interrupted backup left there");
      }
      return false;
    }
    BackupManifest there = BackupManifest.read(files, folder);
    if (there.sequence() != sequence()
        || there.epoch() != Epoch.newest(files, home)
        || !there.home().equals(home.root().toString())
        || !lengths().equals(there.files().stream().map(HomeBackup::length).toList())) {
      throw new LedgerException(
          folder
              + " holds a backup of entry "
              + there.sequence()
              + ", taken at "
              + there.takenAt()
              + ", and home is another now: name another folder");
    }
    return true;
  }

  /**
   * Copies all, and writes the manifest.
   *
   * @throws LedgerException if the ledger is damaged, or somebody committed meanwhile
   */
  public BackupManifest write(Path folder, About about) throws IOException {
    long sequence = sequence();
    long epoch = Epoch.newest(files, home);
    files.makeFolder(folder);
    List<BackupManifest.Item> items = copy(folder);
    if (sequence() != sequence || Epoch.newest(files, home) != epoch) {
      throw moved(folder, null);
    }
    String id = PipelineId.existing(files, home).orElse("");
    BackupManifest manifest =
        new BackupManifest(
            about.pipeline(),
            home.root().toString(),
            id,
            sequence,
            epoch,
            Instant.now(),
            about.caller(),
            items);
    manifest.write(files, folder);
    return manifest;
  }

  private List<BackupManifest.Item> copy(Path folder) throws IOException {
    List<BackupManifest.Item> items = new ArrayList<>();
    try {
      for (Map.Entry<String, Path> each : content().entrySet()) {
        Path copy = new Path(folder, each.getKey());
        String sha256 = files.copy(each.getValue(), copy);
        items.add(new BackupManifest.Item(each.getKey(), files.status(copy).getLen(), sha256));
      }
    } catch (FileNotFoundException e) {
      throw moved(folder, e);
    }
    return items;
  }

  private LedgerException moved(Path folder, FileNotFoundException cause) {
    return new LedgerException(
        "No backup was written to "
            + folder
            + ": a driver of "
            + home.root()
            + " was at work meanwhile. Stop the job, delete the folder and begin again",
        cause);
  }

  /** What would be copied: paths below home. */
  public List<String> names() throws IOException {
    return List.copyOf(content().keySet());
  }

  private SortedMap<String, Path> content() throws IOException {
    return HomeContent.of(files, home, published);
  }

  private List<String> lengths() throws IOException {
    List<String> lengths = new ArrayList<>();
    for (Map.Entry<String, Path> each : content().entrySet()) {
      lengths.add(each.getKey() + " " + files.status(each.getValue()).getLen());
    }
    return lengths;
  }

  private static String length(BackupManifest.Item item) {
    return item.path() + " " + item.bytes();
  }

  private long sequence() throws IOException {
    return Ledger.peek(files, home).map(LedgerEntry::sequence).orElse(0L);
  }
}
