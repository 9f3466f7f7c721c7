package io.keystream.bench;

import io.keystream.lab.LabOptions;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What the benches of a running job have in common. */
final class TimedOptions {
  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "4g",
      description = "Heap of the job (default: ${DEFAULT-VALUE}).")
  private String heap;

  @Option(
      names = "--profile",
      description = "Record the job with Java Flight Recorder, which costs it a little.")
  private boolean profile;

  private final LabOptions lab = LabOptions.fromEnvironment();

  /** What is measured while a cluster serves. */
  interface Steps {
    void run(OneBench bench, Cluster cluster) throws IOException, InterruptedException;
  }

  /** Runs it and returns the exit code. */
  int run(Steps steps) {
    OneBench bench = new OneBench(lab, System.err::println);
    return ExitCode.of(() -> bench.run(cluster -> steps.run(bench, cluster)));
  }

  TimedRun timed(OneBench bench, Cluster cluster) {
    RunFolders folders = bench.folders();
    return new TimedRun(
        cluster, folders, new Processes(cluster, folders, checkout(), heap), profile);
  }

  String heap() {
    return heap;
  }

  Path checkout() {
    return lab.checkout();
  }
}
