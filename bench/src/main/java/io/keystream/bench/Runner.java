package io.keystream.bench;

import io.keystream.bench.drain.Drain;
import io.keystream.bench.drain.Report;
import io.keystream.lab.LabException;
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
import java.util.concurrent.TimeUnit;

/** Runs contenders, each in a process of its own, and measures them. */
final class Runner {
  private static final long PATIENCE_MINUTES = 10;

  /** Slower than any contender on any machine that is worth a bench. */
  private static final long SLOWEST_RECORDS_PER_MINUTE = 300_000;

  private static final int LINES_OF_LOG = 20;

  private final Cluster cluster;
  private final RunFolders folders;
  private final BenchSettings settings;
  private final ContenderJvm jvm;

  Runner(Cluster cluster, RunFolders folders, BenchSettings settings, Path checkout) {
    this.cluster = cluster;
    this.folders = folders;
    this.settings = settings;
    this.jvm =
        new ContenderJvm(
            checkout,
            cluster.folders().krb5Conf(),
            cluster.folders().dist("hadoop").resolve("native"),
            settings.heap());
  }

  /**
   * Runs a contender once over the whole topic. What it wrote stays in its folder.
   *
   * @param round tells this run from others of the same contender
   * @throws LabException with the end of its log, if it fails or reads too little
   */
  Measurement run(Contender contender, String round) throws IOException, InterruptedException {
    Path folder = folders.run(contender, round);
    Path task = prepare(contender, round, folder);
    List<String> line = jvm.line(contender, task, recording(contender, round));
    Path log = folders.log(contender, round);
    Files.createDirectories(log.getParent());
    double cpuBefore = ChildTime.seconds();
    long begin = System.nanoTime();
    int exitCode = execute(line, folder, log);
    double jvmSeconds = (System.nanoTime() - begin) / 1e9;
    double cpuSeconds = ChildTime.seconds() - cpuBefore;
    if (exitCode != 0) {
      throw failure(contender, "ended with exit code " + exitCode, log);
    }
    Report report = Report.read(folder.resolve(Report.FILE));
    if (report.read() != settings.records()) {
      String what = "read %,d records, wanted %,d".formatted(report.read(), settings.records());
      throw failure(contender, what, log);
    }
    double peakMebibytes = report.peakKibibytes() / 1024.0;
    return new Measurement(
        report.read(), report.drain().toMillis() / 1e3, jvmSeconds, cpuSeconds, peakMebibytes);
  }

  /** Where the job is recorded, if it shall be. */
  private Optional<Path> recording(Contender contender, String round) throws IOException {
    if (!settings.profile() || contender != Contender.KEYSTREAM) {
      return Optional.empty();
    }
    Path file = folders.recording(contender, round);
    Files.createDirectories(file.getParent());
    return Optional.of(file);
  }

  private Path prepare(Contender contender, String round, Path folder) throws IOException {
    Cluster.delete(folder);
    Files.createDirectories(folder.resolve("tmp"));
    String user = LabUser.KEYSTREAM.shortName();
    Files.copy(cluster.folders().keytab(user), folder.resolve("bench.keytab"));
    String group = "bench-" + contender.label() + "-" + round;
    cluster.kafka().allowReading("User:" + user, LogTopic.NAME, group);
    Properties task =
        Drain.describe(
            LogTopic.NAME, group, settings.records(), folder, client(cluster.contenderKafka()));
    Path file = folder.resolve("task.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      task.store(writer, null);
    }
    return file;
  }

  /** Brokers and security only: the lab's timeouts are for its own checks. */
  private static Map<String, Object> client(KafkaSession session) {
    Map<String, Object> properties = new HashMap<>(session.configuration());
    properties.keySet().removeIf(key -> key.endsWith("timeout.ms"));
    return properties;
  }

  private int execute(List<String> line, Path folder, Path log)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(cluster.processes().mark());
    Process process = builder.start();
    long minutes = PATIENCE_MINUTES + settings.records() / SLOWEST_RECORDS_PER_MINUTE;
    try {
      if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
        throw new LabException("Not done after %d minutes; see %s".formatted(minutes, log));
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static LabException failure(Contender contender, String what, Path log)
      throws IOException {
    List<String> lines = Files.readAllLines(log);
    List<String> last = lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size());
    return new LabException(
        "%s %s. The end of %s:%n%s"
            .formatted(contender.label(), what, log, String.join("\n", last)));
  }
}
