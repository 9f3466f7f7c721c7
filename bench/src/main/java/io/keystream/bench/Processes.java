package io.keystream.bench;

import io.keystream.bench.drain.Drain;
import io.keystream.lab.LabUser;
import io.keystream.lab.client.KafkaSession;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Starts what is measured, each in a process and a folder of its own. */
final class Processes {
  private static final String TASK = "task.properties";

  private final Cluster cluster;
  private final RunFolders folders;
  private final ContenderJvm jvm;

  Processes(Cluster cluster, RunFolders folders, Path checkout, String heap) {
    this.cluster = cluster;
    this.folders = folders;
    this.jvm =
        new ContenderJvm(
            checkout,
            cluster.folders().krb5Conf(),
            cluster.folders().dist("hadoop").resolve("native"),
            heap);
  }

  /**
   * Makes a folder with all that the process is told.
   *
   * @param name tells this run from all others
   */
  void prepare(Path folder, String topic, String name, long records, boolean transforms)
      throws IOException {
    Cluster.delete(folder);
    Files.createDirectories(folder.resolve("tmp"));
    String user = LabUser.KEYSTREAM.shortName();
    Files.copy(cluster.folders().keytab(user), folder.resolve("bench.keytab"));
    String group = "bench-" + name;
    cluster.kafka().allowReading("User:" + user, topic, group);
    Properties task =
        Drain.describe(topic, group, records, transforms, folder, client(cluster.contenderKafka()));
    try (Writer writer = Files.newBufferedWriter(folder.resolve(TASK))) {
      task.store(writer, null);
    }
  }

  /** Starts it in the folder of that name; what it prints goes into the log of that name. */
  Process start(Program program, String name, Optional<Path> recording) throws IOException {
    Path folder = folders.run(name);
    Path log = folders.log(name);
    Files.createDirectories(log.getParent());
    List<String> line = jvm.line(program, folder.resolve(TASK), recording);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(cluster.processes().mark());
    return builder.start();
  }

  /** Brokers and security only: the lab's timeouts are for its own checks. */
  private static Map<String, Object> client(KafkaSession session) {
    Map<String, Object> properties = new HashMap<>(session.configuration());
    properties.keySet().removeIf(key -> key.endsWith("timeout.ms"));
    return properties;
  }
}
