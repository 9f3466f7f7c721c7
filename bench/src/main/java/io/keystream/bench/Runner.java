package io.keystream.bench;

import io.keystream.bench.drain.Report;
import io.keystream.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Runs contenders, each in a process of its own, and measures them. */
final class Runner {
  private static final long PATIENCE_MINUTES = 10;

  /** Slower than any contender on any machine that is worth a bench. */
  private static final long SLOWEST_RECORDS_PER_MINUTE = 300_000;

  private static final Set<Contender> PROFILED =
      Set.of(Contender.KEYSTREAM, Contender.KEYSTREAM_SQL);

  private static final int LINES_OF_LOG = 20;

  private final RunFolders folders;
  private final BenchSettings settings;
  private final Processes processes;

  Runner(Cluster cluster, RunFolders folders, BenchSettings settings, Path checkout) {
    this.folders = folders;
    this.settings = settings;
    this.processes = new Processes(cluster, folders, checkout, settings.heap());
  }

  /**
   * Runs a contender once over the whole topic. What it wrote stays in its folder.
   *
   * @param round tells this run from others of the same contender
   * @throws LabException with the end of its log, if it fails or reads too little
   */
  Measurement run(Contender contender, String round) throws IOException, InterruptedException {
    String name = contender.label() + "-" + round;
    Path folder = folders.run(name);
    Path log = folders.log(name);
    processes.prepare(folder, LogTopic.NAME, name, settings.records(), contender.transforms());
    double cpuBefore = ChildTime.seconds();
    long begin = System.nanoTime();
    int exitCode =
        execute(processes.start(contender.program(), name, recording(contender, name)), log);
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
  private Optional<Path> recording(Contender contender, String name) throws IOException {
    if (!settings.profile() || !PROFILED.contains(contender)) {
      return Optional.empty();
    }
    return Optional.of(folders.recording(name));
  }

  private int execute(Process process, Path log) throws InterruptedException {
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
