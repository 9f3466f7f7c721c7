package io.keystream.security.preflight;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.yarn.api.records.QueueACL;
import org.apache.hadoop.yarn.api.records.QueueUserACLInfo;
import org.apache.hadoop.yarn.client.api.YarnClient;

/** Whether the principal may use its folders in HDFS and its queue in YARN. */
public final class ClusterChecks {
  private final Configuration configuration;

  public ClusterChecks(Configuration configuration) {
    this.configuration = configuration;
  }

  /** Whether a folder, or the nearest one above that exists, can be written to. */
  public Check writable(String id, String folder) {
    return Check.error(
        id,
        folder,
        "Create the folder in HDFS and give it to the principal's user",
        () -> writable(new Path(folder)));
  }

  /** Whether a folder is there and can be listed. */
  public Check readable(String id, String folder) {
    return Check.error(
        id,
        folder,
        "Create the folder in HDFS and let the principal's user read it",
        () -> readable(new Path(folder)));
  }

  /** Whether files can be moved from one folder to the other by a rename. */
  public Check sameFileSystem(String id, String from, String to) {
    return Check.error(
        id,
        to + " beside " + from,
        "Put both on one file system: files are moved by rename",
        () -> sameFileSystem(new Path(from), new Path(to)));
  }

  /** Whether a queue takes applications of the principal. */
  public Check queue(String queue) {
    return Check.error(
        "yarn-queue",
        "queue " + queue,
        "Name an existing queue, and give the principal SUBMIT_APPLICATIONS on it",
        () -> usable(queue));
  }

  private String writable(Path folder) throws IOException {
    FileSystem files = folder.getFileSystem(configuration);
    Path nearest = folder;
    while (!files.exists(nearest)) {
      nearest = nearest.getParent();
    }
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
    return first;
  }

  private String usable(String queue) throws Exception {
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(configuration);
      yarn.start();
      List<QueueUserACLInfo> acls = yarn.getQueueAclsInfo();
      for (QueueUserACLInfo acl : acls) {
        boolean same = acl.getQueueName().equals(queue) || acl.getQueueName().endsWith("." + queue);
        if (same && acl.getUserAcls().contains(QueueACL.SUBMIT_APPLICATIONS)) {
          return "may submit";
        }
      }
      throw new NotAsWanted(
          "may not submit; the principal may submit to "
              + acls.stream()
                  .filter(acl -> acl.getUserAcls().contains(QueueACL.SUBMIT_APPLICATIONS))
                  .map(QueueUserACLInfo::getQueueName)
                  .collect(Collectors.toList()));
    }
  }
}
