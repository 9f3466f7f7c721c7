package io.keystream.lab.daemon;

import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import io.keystream.lab.client.HadoopSession;
import io.keystream.lab.client.Tools;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.layout.Port;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** HDFS and YARN. */
final class HadoopDaemons {
  private final LabOptions options;
  private final Folders folders;
  private final HadoopSession admin;

  HadoopDaemons(LabOptions options, Folders folders, HadoopSession admin) {
    this.options = options;
    this.folders = folders;
    this.admin = admin;
  }

  /** The command that creates an empty file system. */
  List<String> formatCommand() {
    return java("nn", 256)
        .line("org.apache.hadoop.hdfs.server.namenode.NameNode", "-format", "-force");
  }

  Daemon nameNode() {
    return daemon(
        "namenode",
        java("nn", 320).line("org.apache.hadoop.hdfs.server.namenode.NameNode"),
        List.of(Port.NAMENODE_RPC, Port.NAMENODE_HTTPS),
        Port.NAMENODE_HTTPS,
        admin::requireWritableFileSystem);
  }

  Daemon dataNode() {
    return daemon(
        "datanode",
        java("dn", 320).line("org.apache.hadoop.hdfs.server.datanode.DataNode"),
        List.of(Port.DATANODE_DATA, Port.DATANODE_IPC, Port.DATANODE_HTTPS),
        Port.DATANODE_HTTPS,
        admin::requireLiveDataNode);
  }

  Daemon resourceManager() {
    return daemon(
        "resourcemanager",
        java("rm", 384)
            // Its proxy talks to pages of jobs, which may be TLS.
            .property("javax.net.ssl.trustStore", folders.javaTruststore())
            .property("javax.net.ssl.trustStoreType", "JKS")
            .line("org.apache.hadoop.yarn.server.resourcemanager.ResourceManager"),
        List.of(
            Port.RESOURCEMANAGER_CLIENT,
            Port.RESOURCEMANAGER_SCHEDULER,
            Port.RESOURCEMANAGER_TRACKER,
            Port.RESOURCEMANAGER_ADMIN,
            Port.RESOURCEMANAGER_HTTPS),
        Port.RESOURCEMANAGER_HTTPS,
        admin::requireResourceManager);
  }

  Daemon nodeManager() {
    return daemon(
        "nodemanager",
        java("nm", 320).line(JobUserNodeManager.class.getName(), LabUser.KEYSTREAM.shortName()),
        List.of(Port.NODEMANAGER_IPC, Port.NODEMANAGER_LOCALIZER, Port.NODEMANAGER_HTTPS),
        Port.NODEMANAGER_HTTPS,
        admin::requireRunningNode);
  }

  private Daemon daemon(
      String name, List<String> command, List<Port> ports, Port page, Daemon.Readiness readiness) {
    int base = options.portBase();
    return new Daemon(
        name,
        command,
        Map.of(
            "HADOOP_CONF_DIR", folders.serverConf().toString(),
            "JAVA_HOME", Tools.javaHome()),
        ports.stream().map(port -> port.in(base)).toList(),
        "https://localhost:" + page.in(base),
        readiness);
  }

  /** Where this module's classes are, of which only {@link JobUserNodeManager} is used. */
  private static Path ownClasses() {
    try {
      return Path.of(
          HadoopDaemons.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Cannot tell where the classes of the lab are", e);
    }
  }

  private JavaCommand java(String service, int heapMegabytes) {
    Path dist = folders.dist("hadoop");
    Path conf = folders.serverConf();
    return new JavaCommand(
            folders,
            heapMegabytes,
            conf.resolve(service),
            conf,
            dist.resolve("jars/*"),
            ownClasses())
        .property("java.library.path", dist.resolve("native"))
        .property("hadoop.log.dir", folders.logs())
        .property("yarn.log.dir", folders.logs());
  }
}
