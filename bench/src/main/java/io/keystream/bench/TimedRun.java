package io.keystream.bench;

import io.keystream.bench.drain.Drain;
import io.keystream.bench.drain.Report;
import io.keystream.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The job on a topic into which lines come at a steady rate. */
final class TimedRun {
  private static final Program JOB =
      new Program("bench/contenders/spark", "io.keystream.bench.spark.TimedJob");

  /** Until compilers have settled, and what piled up meanwhile is worked off; not counted. */
  private static final long WARM_UP_SECONDS = 60;

  private static final long OTHERS_WARM_UP_SECONDS = 30;
  private static final long PATIENCE_SECONDS = 120;
  private static final long POLL_MILLIS = 100;
  private static final long MINUTE_MILLIS = 60_000;

  /**
   * What was seen after the warm-up.
   *
   * @param sent lines, of the warm-up too
   * @param published rows, of the warm-up too
   * @param caughtUpMillis from the first line until a batch was done before the next was due: as
   *     long as what piled up at the start was worked off
   * @param minutes latencies of the rows published in each minute after the warm-up
   */
  record Result(
      long sent,
      long published,
      long caughtUpMillis,
      List<Latencies> minutes,
      List<BatchTime> batches) {}

  private final Cluster cluster;
  private final RunFolders folders;
  private final Processes processes;
  private final boolean profile;

  /**
   * @param profile whether the job is recorded by Java Flight Recorder
   */
  TimedRun(Cluster cluster, RunFolders folders, Processes processes, boolean profile) {
    this.cluster = cluster;
    this.folders = folders;
    this.processes = processes;
    this.profile = profile;
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
    warmUpOthers(topic + "-warm-up", partitions, perSecond);
    PacedLines lines = new PacedLines(cluster.kafka(), topic, partitions, perSecond);
    Process job =
        processes.start(
            JOB, topic, profile ? Optional.of(folders.recording(topic)) : Optional.empty());
    try {
      await(job, folder.resolve("home/control/running.json"), topic);
      try (PublishedFiles files = new PublishedFiles(folder.resolve("rows"))) {
        long start = System.currentTimeMillis();
        long sent = lines.send(WARM_UP_SECONDS + seconds);
        Files.createFile(folder.resolve(Drain.STOP));
        if (!job.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || job.exitValue() != 0) {
          throw new LabException("The job did not stop as asked; see " + folders.log(topic));
        }
        return result(folder, files.seenAt(), start, sent);
      }
    } finally {
      job.destroyForcibly();
    }
  }

  /**
   * Producer and broker are not what is measured: they have run for a while when the job starts.
   */
  private void warmUpOthers(String topic, int partitions, long perSecond)
      throws InterruptedException {
    cluster.kafka().createTopic(topic, partitions);
    new PacedLines(cluster.kafka(), topic, partitions, perSecond).send(OTHERS_WARM_UP_SECONDS);
  }

  private Result result(Path folder, Map<Path, Long> files, long start, long sent)
      throws IOException {
    long begin = start + TimeUnit.SECONDS.toMillis(WARM_UP_SECONDS);
    List<Latencies> minutes = new ArrayList<>();
    for (Map.Entry<Path, Long> file : files.entrySet()) {
      if (file.getValue() >= begin) {
        int minute = Math.toIntExact((file.getValue() - begin) / MINUTE_MILLIS);
        while (minutes.size() <= minute) {
          minutes.add(new Latencies());
        }
        minutes.get(minute).add(file.getKey(), file.getValue());
      }
    }
    List<BatchTime> all = BatchTime.read(folder.resolve(Drain.BATCHES));
    long caughtUp = BatchTime.firstInTime(all).orElse(begin) - start;
    List<BatchTime> batches = all.stream().filter(batch -> batch.time() >= begin).toList();
    long published = Report.read(folder.resolve(Report.FILE)).read();
    return new Result(sent, published, caughtUp, minutes, batches);
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
