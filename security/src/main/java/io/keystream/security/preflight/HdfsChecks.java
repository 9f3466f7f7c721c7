package io.keystream.security.preflight;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.EncryptionZone;

/** Whether the principal may use its folders in HDFS. */
public final class HdfsChecks {
  private final Configuration configuration;

  private final Prerequisite namenode;

  /**
   * Looks at folders of one file system and others.
   *
   * @param home a folder on the file system that everything is after
   * @param login what its answers need
   */
  public HdfsChecks(Configuration configuration, String home, Prerequisite login) {
    this.configuration = configuration;
    this.namenode =
        new Prerequisite(
            "the question to the NameNode",
            login.before(
                Check.error(
                    "namenode",
                    "file system of " + home,
                    "Correct fs.defaultFS in core-site.xml or home in pipeline.yaml, or mend the"
                        + " NameNode",
                    () -> answer(configuration, home))));
  }

  /** Whether the file system answers at all and takes writes. */
  public Prerequisite namenode() {
    return namenode;
  }

  /** Whether a folder, or the nearest one above that exists, can be written to. */
  public Check writable(String id, String folder) {
    return namenode.before(
        Check.error(
            id,
            folder,
            "Create the folder in HDFS and give it to the principal's user",
            () -> writable(new Path(folder))));
  }

  /** Whether a folder is there and can be listed. */
  public Check readable(String id, String folder) {
    return namenode.before(
        Check.error(
            id,
            folder,
            "Create the folder in HDFS and let the principal's user read it",
            () -> readable(new Path(folder))));
  }

  /** Whether files can be moved from one folder to the other by a rename. */
  public Check sameFileSystem(String id, String from, String to) {
    return namenode.before(
        Check.error(
            id,
            to + " beside " + from,
            "Put both on one file system and into one encryption zone: files are moved by rename",
            () -> sameFileSystem(new Path(from), new Path(to))));
  }

  private String writable(Path folder) throws IOException {
    FileSystem files = folder.getFileSystem(configuration);
    Path nearest = nearest(files, folder);
    files.access(nearest, FsAction.ALL);
    FileStatus status = files.getFileStatus(nearest);
    return (nearest.equals(folder) ? "" : "to be made below " + nearest + ", ")
        + "owner "
        + status.getOwner()
        + ", mode "
        + status.getPermission();
  }

  private String readable(Path folder) throws IOException {
    FileSystem files = folder.getFileSystem(configuration);
    FileStatus status = files.getFileStatus(folder);
    files.access(folder, FsAction.READ_EXECUTE);
    return "owner " + status.getOwner() + ", mode " + status.getPermission();
  }

  private String sameFileSystem(Path from, Path to) throws IOException, NotAsWanted {
    String first = from.getFileSystem(configuration).getUri().toString();
    String second = to.getFileSystem(configuration).getUri().toString();
    if (!first.equals(second)) {
      throw new NotAsWanted(from + " is on " + first + ", " + to + " on " + second);
    }
    String zone = zone(from);
    if (!zone.equals(zone(to))) {
      throw new NotAsWanted(
          from
              + " is in "
              + zone
              + ", "
              + to
              + " in "
              + zone(to)
              + ": HDFS renames within one only");
    }
    return first + ", both in " + zone;
  }

  private String zone(Path folder) throws IOException {
    FileSystem files = folder.getFileSystem(configuration);
    Path nearest = nearest(files, folder);
    EncryptionZone zone =
        files instanceof DistributedFileSystem hdfs ? hdfs.getEZForPath(nearest) : null;
    return zone == null ? "no encryption zone" : "encryption zone " + zone.getPath();
  }

  /**
   * That a file system answers and takes writes, in words.
   *
   * @param home a folder on it
   * @throws Exception if it does not; the message says what was found instead
   */
  public static String answer(Configuration configuration, String home) throws Exception {
    FileSystem files = new Path(home).getFileSystem(configuration);
    files.getFileStatus(new Path("/"));
    if (files instanceof DistributedFileSystem hdfs && hdfs.isInSafeMode()) {
      throw new NotAsWanted(files.getUri() + " is in safe mode: nothing can be written");
    }
    return files.getUri() + " answers";
  }

  /** A folder, or the nearest one above it that is there. */
  static Path nearest(FileSystem files, Path folder) throws IOException {
    Path nearest = folder;
    while (!files.exists(nearest)) {
      nearest = nearest.getParent();
    }
    return nearest;
  }
}
