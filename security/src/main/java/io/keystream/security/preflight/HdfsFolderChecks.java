package io.keystream.security.preflight;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FsStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.QuotaUsage;
import org.apache.hadoop.security.UserGroupInformation;

/** Whether a folder in HDFS has room, and keeps what is appended and flushed. */
public final class HdfsFolderChecks {
  private static final double NEARLY_FULL = 0.9;

  private final Configuration configuration;
  private final Prerequisite namenode;

  public HdfsFolderChecks(Configuration configuration, Prerequisite namenode) {
    this.configuration = configuration;
    this.namenode = namenode;
  }

  /** Whether quotas above a folder, and the file system, leave room. */
  public Check room(String folder) {
    return namenode.before(
        Check.error(
            "hdfs-quota",
            folder + " and folders of the principal above it",
            "Have the quota raised (hdfs dfsadmin -setQuota, -setSpaceQuota), or make room",
            () -> room(new Path(folder))));
  }

  /**
   * Whether logs that are flushed can be read after a crash: not where files are erasure-coded, or
   * in an object store.
   *
   * @param needed whether the pipeline has such logs
   */
  public Check flush(String folder, boolean needed) {
    return namenode.before(
        Check.error(
            "hdfs-flush",
            folder + (needed ? ", which holds logs of receivers" : ", without logs of receivers"),
            "hdfs ec -setPolicy -replicate -path "
                + folder
                + ", as its owner, while it is empty; or name a home that is in HDFS",
            () -> flush(new Path(folder), needed)));
  }

  private String room(Path folder) throws IOException, NotAsWanted {
    FileSystem files = folder.getFileSystem(configuration);
    Complaints complaints = new Complaints();
    Path above = HdfsChecks.nearest(files, folder);
    while (above != null && isOwn(files.getFileStatus(above))) {
      quotas(files, above, complaints);
      above = above.getParent();
    }
    FsStatus status = files.getStatus(folder);
    complaints.warningIf(
        status.getUsed() > NEARLY_FULL * status.getCapacity(),
        "the file system has " + gigabytes(status.getRemaining()) + " GB left");
    return complaints.otherwise(gigabytes(status.getRemaining()) + " GB left, no quota is near");
  }

  /** Where no quota is set, the NameNode counts all that is in a folder: never for others'. */
  private static boolean isOwn(FileStatus folder) throws IOException {
    return folder.getOwner().equals(UserGroupInformation.getCurrentUser().getShortUserName());
  }

  private static void quotas(FileSystem files, Path folder, Complaints complaints)
      throws IOException {
    QuotaUsage usage = files.getQuotaUsage(folder);
    quota(folder + " names", usage.getFileAndDirectoryCount(), usage.getQuota(), complaints);
    quota(folder + " bytes", usage.getSpaceConsumed(), usage.getSpaceQuota(), complaints);
  }

  private static void quota(String what, long used, long quota, Complaints complaints) {
    if (quota <= 0) {
      return;
    }
    String found = what + ": " + used + " of " + quota;
    if (used >= quota) {
      complaints.error(found + ", none left");
    } else {
      complaints.warningIf(used > NEARLY_FULL * quota, found);
    }
  }

  private String flush(Path folder, boolean needed) throws IOException, NotAsWanted {
    FileSystem files = folder.getFileSystem(configuration);
    Path nearest = HdfsChecks.nearest(files, folder);
    FileStatus status = files.getFileStatus(nearest);
    List<String> problems =
        java.util.stream.Stream.of(
                status.isErasureCoded() ? nearest + " is erasure-coded" : "",
                files.hasPathCapability(nearest, CommonPathCapabilities.FS_APPEND)
                    ? ""
                    : files.getUri() + " does not append")
            .filter(problem -> !problem.isEmpty())
            .toList();
    if (problems.isEmpty()) {
      return "replicated, can be appended to";
    }
    String found = String.join("; ", problems);
    if (needed) {
      throw new NotAsWanted(found + ": what a log was given before a crash cannot be read again");
    }
    throw NotAsWanted.warning(found + ": its many small files take more room and time there");
  }

  private static long gigabytes(long bytes) {
    return bytes >> 30;
  }
}
