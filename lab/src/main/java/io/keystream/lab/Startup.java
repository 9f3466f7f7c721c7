package io.keystream.lab;

import io.keystream.lab.client.Distribution;
import io.keystream.lab.client.HadoopSession;
import io.keystream.lab.client.Tools;
import io.keystream.lab.config.ConfigFiles;
import io.keystream.lab.config.Passwords;
import io.keystream.lab.daemon.Daemon;
import io.keystream.lab.daemon.Daemons;
import io.keystream.lab.identity.CertificateAuthority;
import io.keystream.lab.identity.KerberosDatabase;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.process.Command;
import io.keystream.lab.process.DaemonProcesses;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;

/** Brings up an empty cluster in an empty folder. */
final class Startup {
  private final LabOptions options;
  private final Folders folders;
  private final Daemons daemons;
  private final DaemonProcesses processes;
  private final Readiness readiness;

  Startup(
      LabOptions options,
      Folders folders,
      Daemons daemons,
      DaemonProcesses processes,
      Consumer<String> progress) {
    this.options = options;
    this.folders = folders;
    this.daemons = daemons;
    this.processes = processes;
    this.readiness = new Readiness(processes, progress);
  }

  /** Returns when every daemon serves and the users' folders are there. */
  void run() {
    Passwords passwords = Passwords.random();
    new ConfigFiles(options, folders, passwords).write();
    Parallel.run(
        () -> startKerberos(passwords),
        () ->
            new CertificateAuthority(folders).create(passwords.keystore(), passwords.truststore()),
        () -> {
          new Distribution(options.checkout(), folders).link();
          Tools.install(folders);
        });
    Parallel.run(this::startHdfs, this::startKafka, this::startYarn);
    createFolders();
  }

  /** Starts what is missing in a cluster that was complete before. */
  void repair() {
    startMissing(daemons.first());
    startMissing(daemons.others());
  }

  private void startMissing(List<Daemon> wanted) {
    List<Daemon> missing =
        wanted.stream().filter(daemon -> !processes.isAlive(daemon.name())).toList();
    missing.forEach(this::start);
    readiness.await(missing);
  }

  private void startKerberos(Passwords passwords) {
    new KerberosDatabase(folders).create(passwords.keystore());
    daemons.first().forEach(this::start);
    readiness.await(daemons.first());
  }

  private void startHdfs() {
    format(daemons.formatNameNode(), "namenode");
    startAll("namenode", "datanode");
  }

  private void startYarn() {
    startAll("resourcemanager", "nodemanager");
  }

  private void startKafka() {
    String clusterId = clusterId();
    for (int broker = 1; broker <= options.brokers(); broker++) {
      format(daemons.formatBroker(broker, clusterId), "kafka");
    }
    List<Daemon> brokers =
        daemons.others().stream().filter(daemon -> daemon.name().startsWith("kafka")).toList();
    brokers.forEach(this::start);
    readiness.await(brokers);
  }

  private void startAll(String... names) {
    List<Daemon> wanted = List.of(names).stream().map(daemons::named).toList();
    wanted.forEach(this::start);
    readiness.await(wanted);
  }

  private void start(Daemon daemon) {
    processes.start(daemon.name(), daemon.command(), daemon.environment());
  }

  private void format(List<String> command, String name) {
    try {
      Command.of(command)
          .withAll(processes.mark())
          .with("HADOOP_CONF_DIR", folders.serverConf().toString())
          .run()
          .orThrow();
    } catch (LabException e) {
      throw new LabException("Cannot format the storage of " + name + ": " + e.getMessage(), e);
    }
  }

  private void createFolders() {
    try (FileSystem hdfs = new HadoopSession(folders, LabUser.ADMIN).fileSystem()) {
      HadoopSession.folder(hdfs, "/tmp", "hdfs", "supergroup", "1777");
      HadoopSession.folder(hdfs, "/app-logs", "yarn", "hadoop", "1777");
      HadoopSession.folder(hdfs, "/data", "keystream", "keystream", "750");
      HadoopSession.folder(hdfs, "/user", "hdfs", "supergroup", "755");
      HadoopSession.folder(hdfs, "/user/keystream", "keystream", "keystream", "700");
      HadoopSession.folder(hdfs, "/user/admin", "admin", "supergroup", "700");
      HadoopSession.folder(hdfs, "/user/spark", "hdfs", "supergroup", "755");
      HadoopSession.folder(hdfs, "/user/spark/applicationHistory", "hdfs", "supergroup", "1777");
    } catch (IOException e) {
      throw new LabException("Cannot create the folders of the users in HDFS", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("Interrupted while creating folders in HDFS", e);
    }
  }

  private static String clusterId() {
    UUID id = UUID.randomUUID();
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
