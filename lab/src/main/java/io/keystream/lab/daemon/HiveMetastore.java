package io.keystream.lab.daemon;

import io.keystream.lab.LabOptions;
import io.keystream.lab.client.Tools;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.layout.Port;
import io.keystream.lab.layout.Realm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A metastore of Hive, of the jars of Spark, which lets in only by Kerberos. */
public final class HiveMetastore {
  /** What people call it. */
  public static final String NAME = "hive-metastore";

  private static final int HEAP_MEGABYTES = 320;

  private final LabOptions options;
  private final Folders folders;

  public HiveMetastore(LabOptions options, Folders folders) {
    this.options = options;
    this.folders = folders;
  }

  /** The server; what it knows is kept from start to start. */
  public Daemon daemon() {
    int port = Port.HIVE_METASTORE.in(options.portBase());
    Path conf = folders.serverConf();
    JavaCommand command =
        new JavaCommand(
                folders,
                HEAP_MEGABYTES,
                conf.resolve("hive"),
                conf,
                folders.sparkHome().resolve("jars/*"))
            .property("derby.stream.error.file", folders.logs().resolve("derby.log"));
    return new Daemon(
        NAME,
        command.line(
            "org.apache.hadoop.hive.metastore.HiveMetaStore", "-p", Integer.toString(port)),
        Map.of("HADOOP_CONF_DIR", conf.toString(), "JAVA_HOME", Tools.javaHome()),
        List.of(port),
        uri(),
        () -> listens(port));
  }

  /** Where clients find it. */
  public String uri() {
    return "thrift://" + Realm.HOST + ":" + Port.HIVE_METASTORE.in(options.portBase());
  }

  private static void listens(int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
    }
  }
}
