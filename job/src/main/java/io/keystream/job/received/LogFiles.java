package io.keystream.job.received;

import io.keystream.job.ledger.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.client.HdfsDataInputStream;

/** What the log asks of a file system: HDFS, or the local one for a trial on one machine. */
public final class LogFiles {
  private static final FsPermission OWNER_ONLY_FOLDER = new FsPermission((short) 0700);
  private static final FsPermission OWNER_ONLY_FILE = new FsPermission((short) 0600);
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final Duration LEASE_PATIENCE = Duration.ofMinutes(5);
  private static final long LEASE_POLL_MILLIS = 500;

  private final FileSystem files;

  /**
   * Works on the file system of a folder.
   *
   * @param folder any path on the file system
   * @throws IOException if it is one that does not keep what was flushed
   */
  public LogFiles(Path folder, Configuration configuration) throws IOException {
    FileSystem found = folder.getFileSystem(configuration);
    // The checksums of the local file system are not flushed with the data.
    this.files = found instanceof LocalFileSystem local ? local.getRaw() : found;
    if (!(files instanceof DistributedFileSystem || files instanceof RawLocalFileSystem)) {
      throw new IOException(
          "Received data must be kept on HDFS, whose files keep what was flushed; "
              + folder
              + " is on "
              + files.getClass().getName()
              + ". Set home to a folder in HDFS");
    }
  }

  void makeFolder(Path folder) throws IOException {
    files.mkdirs(folder, OWNER_ONLY_FOLDER);
  }

  /** The folders in a folder. */
  public List<Path> folders(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    for (FileStatus status : list(folder)) {
      if (status.isDirectory()) {
        found.add(status.getPath());
      }
    }
    return found;
  }

  /** The segments in a folder, oldest first. */
  List<Segment> segments(Path folder) throws IOException {
    List<Segment> found = new ArrayList<>();
    for (FileStatus status : list(folder)) {
      Segment.of(status.getPath()).ifPresent(found::add);
    }
    found.sort(Comparator.comparingLong(Segment::first).thenComparingInt(Segment::attempt));
    return found;
  }

  private FileStatus[] list(Path folder) throws IOException {
    try {
      return files.listStatus(folder);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  /** Makes a new file; fails if there is one of this name. */
  FSDataOutputStream create(Path file) throws IOException {
    return files
        .createFile(file)
        .permission(OWNER_ONLY_FILE)
        .overwrite(false)
        .bufferSize(BUFFER_BYTES)
        .build();
  }

  FSDataInputStream open(Path file) throws IOException {
    return files.open(file, BUFFER_BYTES);
  }

  /** How much can be read of a file that was just opened, which may still be written. */
  long visibleLength(Path file, FSDataInputStream opened) throws IOException {
    return opened instanceof HdfsDataInputStream hdfs
        ? hdfs.getVisibleLength()
        : files.getFileStatus(file).getLen();
  }

  long modifiedAt(Path file) throws IOException {
    return files.getFileStatus(file).getModificationTime();
  }

  void delete(Path file) throws IOException {
    files.delete(file, false);
  }

  /** Replaces a small file. */
  void replace(Path file, byte[] content) throws IOException {
    WholeFile.write(
        files.createFile(file).permission(OWNER_ONLY_FILE).overwrite(true).build(), content);
  }

  /** The content of a small file, if there is one. */
  Optional<byte[]> content(Path file) throws IOException {
    try (FSDataInputStream in = files.open(file)) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Takes a file from whoever still writes it: nothing is flushed into it after this returns. */
  void takeOver(Path file) throws IOException {
    if (!(files instanceof DistributedFileSystem hdfs)) {
      return;
    }
    long deadline = System.nanoTime() + LEASE_PATIENCE.toNanos();
    while (!hdfs.recoverLease(file) && !hdfs.isFileClosed(file)) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "The lease of "
                + file
                + " was not recovered within "
                + LEASE_PATIENCE.toMinutes()
                + " min; see the NameNode's log for its last block");
      }
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(LEASE_POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while a lease was recovered", e);
    }
  }
}
