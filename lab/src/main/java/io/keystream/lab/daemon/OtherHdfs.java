package io.keystream.lab.daemon;

import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import io.keystream.lab.client.HadoopSession;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.layout.Port;
import io.keystream.lab.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;

/** A file system beside that of the lab, of the same realm, with delegation tokens of its own. */
public final class OtherHdfs {
  /** Names of its daemons, in the order of their start. */
  public static final List<String> NAMES = List.of("namenode-other", "datanode-other");

  private final Folders folders;
  private final HadoopDaemons hadoop;
  private final int base;

  public OtherHdfs(LabOptions options, Folders folders) {
    this.folders = folders;
    this.base = options.portBase();
    this.hadoop = new HadoopDaemons(options, folders, as(LabUser.ADMIN));
  }

  /** What paths in it begin with. */
  public String uri() {
    return "hdfs://" + at(Port.OTHER_NAMENODE_RPC);
  }

  /** Access from Java. */
  public HadoopSession as(LabUser user) {
    return new HadoopSession(folders, user).on(uri());
  }

  /** Makes an empty file system, unless there is one. */
  public void create() {
    if (!Files.exists(folders.data().resolve(NAMES.get(0)))) {
      Command.of(with(hadoop.formatCommand(), "-format", "-force")).run().orThrow();
    }
  }

  /** Gives the job's user a folder to write in; the daemons have to serve. */
  public void makeUserFolder() throws IOException, InterruptedException {
    try (FileSystem files = as(LabUser.ADMIN).fileSystem()) {
      String user = LabUser.KEYSTREAM.shortName();
      HadoopSession.folder(files, "/user/" + user, user, user, "700");
    }
  }

  /** The daemon of this name, one of {@link #NAMES}. */
  Daemon daemon(String name) {
    return name.equals(NAMES.get(0)) ? nameNode() : dataNode();
  }

  private Daemon nameNode() {
    return relocated(
        NAMES.get(0),
        hadoop.nameNode(),
        List.of(Port.OTHER_NAMENODE_RPC, Port.OTHER_NAMENODE_HTTPS));
  }

  private Daemon dataNode() {
    return relocated(
        NAMES.get(1),
        hadoop.dataNode(),
        List.of(Port.OTHER_DATANODE_DATA, Port.OTHER_DATANODE_IPC, Port.OTHER_DATANODE_HTTPS));
  }

  private Daemon relocated(String name, Daemon like, List<Port> ports) {
    return new Daemon(
        name,
        with(like.command()),
        like.environment(),
        ports.stream().map(port -> port.in(base)).toList(),
        uri(),
        like.readiness());
  }

  /** A command of a daemon of HDFS, with settings of its own before its arguments. */
  private List<String> with(List<String> command, String... arguments) {
    List<String> line = new ArrayList<>(command.subList(0, command.size() - arguments.length));
    settings().forEach((key, value) -> line.addAll(List.of("-D", key + "=" + value)));
    line.addAll(List.of(arguments));
    return line;
  }

  /** The daemons are started one after the other, so the NameNode must serve without the other. */
  private Map<String, String> settings() {
    return Map.of(
        "dfs.namenode.safemode.min.datanodes", "0",
        "fs.defaultFS", uri(),
        "dfs.namenode.rpc-address", at(Port.OTHER_NAMENODE_RPC),
        "dfs.namenode.https-address", at(Port.OTHER_NAMENODE_HTTPS),
        "dfs.namenode.name.dir", folders.data().resolve(NAMES.get(0)).toUri().toString(),
        "dfs.datanode.address", at(Port.OTHER_DATANODE_DATA),
        "dfs.datanode.ipc.address", at(Port.OTHER_DATANODE_IPC),
        "dfs.datanode.https.address", at(Port.OTHER_DATANODE_HTTPS),
        "dfs.datanode.data.dir", folders.data().resolve(NAMES.get(1)).toUri().toString());
  }

  private String at(Port port) {
    return "localhost:" + port.in(base);
  }
}
