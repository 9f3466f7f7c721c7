package io.keystream.lab.client;

import io.keystream.lab.LabException;
import io.keystream.lab.LabUser;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.layout.Realm;
import io.keystream.security.secrets.PasswordStore;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.URI;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.DatanodeReportType;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.client.api.YarnClient;

/** Access to HDFS and YARN from Java as one user of the lab, who logs in from the keytab. */
public final class HadoopSession {
  private final Folders folders;
  private final LabUser user;
  private final Optional<String> defaultFileSystem;

  public HadoopSession(Folders folders, LabUser user) {
    this(folders, user, Optional.empty());
  }

  private HadoopSession(Folders folders, LabUser user, Optional<String> defaultFileSystem) {
    this.folders = folders;
    this.user = user;
    this.defaultFileSystem = defaultFileSystem;
  }

  /** The same with another file system in the place of the lab's own. */
  public HadoopSession on(String fileSystem) {
    return new HadoopSession(folders, user, Optional.of(fileSystem));
  }

  /** What a client of this lab is configured with. */
  public Configuration configuration() {
    Configuration configuration = new Configuration(false);
    configuration.addResource("core-default.xml");
    configuration.addResource("hdfs-default.xml");
    configuration.addResource("yarn-default.xml");
    for (String file : new String[] {"core-site.xml", "hdfs-site.xml", "yarn-site.xml"}) {
      Path site = folders.clientConf().resolve(file);
      configuration.addResource(new org.apache.hadoop.fs.Path(site.toUri()));
    }
    defaultFileSystem.ifPresent(uri -> FileSystem.setDefaultUri(configuration, uri));
    // A readiness check asks again anyway.
    configuration.setInt("ipc.client.connect.max.retries", 1);
    configuration.setInt("ipc.client.connect.timeout", 5000);
    configuration.setInt("yarn.resourcemanager.connect.max-wait.ms", 2000);
    configuration.setInt("yarn.resourcemanager.connect.retry-interval.ms", 1000);
    return configuration;
  }

  /**
   * Runs an action with this user's tickets.
   *
   * @throws LabException with the message of what YARN throws
   */
  public <T> T run(PrivilegedExceptionAction<T> action) throws IOException, InterruptedException {
    try {
      return login().doAs(action);
    } catch (UndeclaredThrowableException e) {
      throw new LabException(e.getCause().getMessage(), e.getCause());
    }
  }

  /** The lab's HDFS, as this user. The caller closes it. */
  public FileSystem fileSystem() throws IOException, InterruptedException {
    Configuration configuration = configuration();
    URI uri = FileSystem.getDefaultUri(configuration);
    return run(() -> FileSystem.newInstance(uri, configuration));
  }

  /** Fails unless HDFS is out of safe mode. */
  public void requireWritableFileSystem() throws IOException, InterruptedException {
    try (DistributedFileSystem hdfs = (DistributedFileSystem) fileSystem()) {
      if (hdfs.setSafeMode(SafeModeAction.GET)) {
        throw new LabException("The NameNode is in safe mode");
      }
    }
  }

  /** Fails unless a DataNode is registered. */
  public void requireLiveDataNode() throws IOException, InterruptedException {
    try (DistributedFileSystem hdfs = (DistributedFileSystem) fileSystem()) {
      if (hdfs.getDataNodeStats(DatanodeReportType.LIVE).length == 0) {
        throw new LabException("No DataNode is registered at the NameNode");
      }
    }
  }

  /** Fails unless the ResourceManager answers. */
  public void requireResourceManager() throws IOException, InterruptedException {
    withYarn(YarnClient::getYarnClusterMetrics);
  }

  /** Where a running application itself serves its page, behind YARN's proxy. */
  public URI pageOf(String applicationId) throws IOException, InterruptedException {
    return URI.create(
        withYarn(yarn -> yarn.getApplicationReport(ApplicationId.fromString(applicationId)))
            .getOriginalTrackingUrl());
  }

  /** Fails unless a NodeManager is registered and healthy. */
  public void requireRunningNode() throws IOException, InterruptedException {
    if (withYarn(yarn -> yarn.getNodeReports(NodeState.RUNNING)).isEmpty()) {
      throw new LabException("No NodeManager is registered at the ResourceManager");
    }
  }

  /** Puts a password into a credential provider, in the place of the one before. */
  public void putPassword(String provider, String alias, String password)
      throws IOException, InterruptedException {
    run(() -> PasswordStore.open(configuration(), provider).put(alias, password));
  }

  /** Creates a folder with an owner, a group and an octal mode; an existing one gets these. */
  public static void folder(FileSystem fs, String path, String owner, String group, String mode)
      throws IOException {
    org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path(path);
    fs.mkdirs(folder);
    fs.setPermission(folder, new FsPermission(mode));
    fs.setOwner(folder, owner, group);
  }

  private interface YarnCall<T> {
    T call(YarnClient yarn) throws Exception;
  }

  private <T> T withYarn(YarnCall<T> call) throws IOException, InterruptedException {
    return run(
        () -> {
          try (YarnClient yarn = YarnClient.createYarnClient()) {
            yarn.init(configuration());
            yarn.start();
            return call.call(yarn);
          }
        });
  }

  private UserGroupInformation login() throws IOException {
    // The login state of Hadoop is one per JVM: without this, logins of parallel checks mix.
    synchronized (HadoopSession.class) {
      UserGroupInformation.setConfiguration(configuration());
      return UserGroupInformation.loginUserFromKeytabAndReturnUGI(
          Realm.user(user.shortName()), folders.keytab(user.shortName()).toString());
    }
  }
}
