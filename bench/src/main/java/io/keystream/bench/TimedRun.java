package io.keystream.bench;

import io.keystream.bench.drain.Drain;
import io.keystream.bench.drain.Report;
import io.keystream.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The job on a topic into which lines come at a steady rate. */
final class TimedRun {
  private static final Program JOB =
      new Program("bench/contenders/spark", "io.keystream.bench.spark.TimedJob");

  /** Until the compiler has settled; not counted. */
  private static final long WARM_UP_SECONDS = 30;

  private static final long PATIENCE_SECONDS = 120;
  private static final long POLL_MILLIS = 100;

  /**
   * What was seen after the warm-up.
   *
   * @param sent lines, of the warm-up too
   * @param published rows, of the warm-up too
   */
  record Result(long sent, long published, Latencies latencies, List<BatchTime> batches) {}

  private final Cluster cluster;
  private final RunFolders folders;
  private final Processes processes;

  TimedRun(Cluster cluster, RunFolders folders, Processes processes) {
    this.cluster = cluster;
    this.folders = folders;
    this.processes = processes;
  }

  /**
   * Runs it.
   *
   * @param topic that exists and is empty
   * @param perSecond lines sent
   * @param seconds for how long, after the warm-up
   */
  Result run(String topic, int partitions, long perSecond, long seconds)
      throws IOException, InterruptedException {
    Path folder = folders.run(topic);
    processes.prepare(folder, topic, topic, 0, false);
    PacedLines lines = new PacedLines(cluster.kafka(), topic, partitions, perSecond);
    Process job = processes.start(JOB, topic, Optional.empty());
    try {
      await(job, folder.resolve("home/control/running.json"), topic);
      try (PublishedFiles files = new PublishedFiles(folder.resolve("rows"))) {
        long begin = System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(WARM_UP_SECONDS);
        long sent = lines.send(WARM_UP_SECONDS + seconds);
        Files.createFile(folder.resolve(Drain.STOP));
        if (!job.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || job.exitValue() != 0) {
          throw new LabException("The job did not stop as asked; see " + folders.log(topic));
        }
        return result(folder, files.seenAt(), begin, sent);
      }
    } finally {
      job.destroyForcibly();
    }
  }

  private Result result(Path folder, Map<Path, Long> files, long begin, long sent)
      throws IOException {
    Latencies latencies = new Latencies();
    for (Map.Entry<Path, Long> file : files.entrySet()) {
      if (file.getValue() >= begin) {
        latencies.add(file.getKey(), file.getValue());
      }
    }
    List<BatchTime> batches =
        BatchTime.read(folder.resolve(Drain.BATCHES)).stream()
            .filter(batch -> batch.time() >= begin)
            .toList();
    long published = Report.read(folder.resolve(Report.FILE)).read();
    return new Result(sent, published, latencies, batches);
  }

  private void await(Process job, Path file, String name) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(file)) {
      if (!job.isAlive() || System.nanoTime() > end) {
        throw new LabException("The job did not start; see " + folders.log(name));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}
