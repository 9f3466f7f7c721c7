package io.keystream.bench;

import io.keystream.lab.FreePorts;
import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import io.keystream.lab.Readiness;
import io.keystream.lab.client.Distribution;
import io.keystream.lab.client.HadoopSession;
import io.keystream.lab.client.KafkaSession;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The part of a lab that the bench needs: a KDC and one broker with SASL and TLS. HDFS and YARN are
 * left out, so that they take nothing of the machine; every contender writes to the local disk.
 */
final class Cluster {
  /** Of the broker's storage, any of the right form. */
  private static final String CLUSTER_ID = "a2V5c3RyZWFtLWJlbmNoLg";

  private final LabOptions options;
  private final Folders folders;
  private final DaemonProcesses processes;
  private final Daemons daemons;
  private final Consumer<String> progress;

  /**
   * @param options its folder is the cluster's own
   */
  Cluster(LabOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
    this.folders = new Folders(options.directory());
    this.processes = new DaemonProcesses(folders);
    this.daemons =
        new Daemons(options, folders, new HadoopSession(folders, LabUser.ADMIN), kafka());
    System.setProperty("java.security.krb5.conf", folders.krb5Conf().toString());
  }

  /** Starts an empty cluster; ends first what an earlier bench that was killed has left. */
  void start() throws IOException {
    stop();
    for (Path folder :
        List.of(folders.temporary(), folders.logs(), folders.tickets(), folders.run())) {
      Files.createDirectories(folder);
    }
    Daemon kdc = daemons.named("kdc");
    Daemon broker = daemons.named("kafka");
    FreePorts.require(List.of(kdc, broker));
    Passwords passwords = Passwords.random();
    new ConfigFiles(options, folders, passwords).write();
    new KerberosDatabase(folders).create(passwords.keystore());
    new CertificateAuthority(folders).create(passwords.keystore(), passwords.truststore());
    new Distribution(options.checkout(), folders).link();
    start(kdc, kdc.command());
    Command.of(daemons.formatBroker(1, CLUSTER_ID)).withAll(processes.mark()).run().orThrow();
    start(broker, atFullSpeed(broker.command()));
  }

  private void start(Daemon daemon, List<String> command) {
    processes.start(daemon.name(), command, daemon.environment());
    new Readiness(processes, progress).await(List.of(daemon));
  }

  /**
   * A daemon of the lab is made to start fast and stay small. Here the broker has to encrypt as
   * fast as the contenders decrypt, for which the processor's instructions are used by the second
   * compiler only.
   */
  private static List<String> atFullSpeed(List<String> command) {
    return command.stream()
        .filter(argument -> !argument.equals("-XX:TieredStopAtLevel=1"))
        .map(argument -> argument.startsWith("-Xmx") ? "-Xmx1g" : argument)
        .toList();
  }

  /** Ends every process, contenders included, and deletes the folder. */
  void stop() throws IOException {
    processes.killAll();
    delete(folders.root());
  }

  Folders folders() {
    return folders;
  }

  /** Marks further processes as the cluster's, so that {@link #stop} ends them as well. */
  DaemonProcesses processes() {
    return processes;
  }

  /** Access to the broker as its superuser. */
  KafkaSession kafka() {
    return new KafkaSession(folders, options.bootstrapServers(), LabUser.ADMIN);
  }

  /** Access to the broker as the contenders have it. */
  KafkaSession contenderKafka() {
    return new KafkaSession(folders, options.bootstrapServers(), LabUser.KEYSTREAM);
  }

  /** Deletes a folder with all that is in it, if it is there. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> content = Files.walk(folder)) {
      deepestFirst = content.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
