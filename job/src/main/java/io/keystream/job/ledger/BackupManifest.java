package io.keystream.job.ledger;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * What a backup of a home holds. It is written last: a folder without it is no backup.
 *
 * @param name name of the pipeline
 * @param home where it was taken
 * @param pipelineId id of that home, which progress in systems outside belongs to; empty before the
 *     first batch
 * @param sequence the newest entry, or 0
 * @param epoch the newest epoch, or 0
 * @param takenAt when it was taken, by the clock of the gateway
 * @param takenBy who took it
 * @param files all files, sorted by their paths
 */
public record BackupManifest(
    String name,
    String home,
    String pipelineId,
    long sequence,
    long epoch,
    Instant takenAt,
    String takenBy,
    List<Item> files) {
  private static final String FILE = "manifest.json";

  /**
   * One file.
   *
   * @param path below the folder of the backup, and below home
   * @param bytes its length
   * @param sha256 its digest, in hexadecimal digits
   */
  public record Item(String path, long bytes, String sha256) {}

  public BackupManifest {
    files = List.copyOf(files);
  }

  /** Sum of the lengths. */
  public long bytes() {
    return files.stream().mapToLong(Item::bytes).sum();
  }

  /** Whether the folder holds a whole backup. */
  public static boolean exists(HomeFiles files, Path folder) throws IOException {
    return files.exists(new Path(folder, FILE));
  }

  /**
   * The manifest of a backup.
   *
   * @throws LedgerException if the folder holds none
   */
  public static BackupManifest read(HomeFiles files, Path folder) throws IOException {
    Path file = new Path(folder, FILE);
    if (!files.exists(file)) {
      throw new LedgerException(
          folder
              + " is no backup: wanted "
              + FILE
              + " in it, which keystream backup writes when all else is there");
    }
    return LedgerJson.read(files.read(file), BackupManifest.class, file.toString());
  }

  void write(HomeFiles files, Path folder) throws IOException {
    files.replace(new Path(folder, FILE), LedgerJson.write(this));
  }
}
