package io.keystream.bench;

import io.keystream.lab.LabException;
import io.keystream.lab.LabOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Entry point of {@code kit bench}. */
@Command(
    name = "kit bench",
    description = {
      "Lets the job and its peers drain one topic, each in a fresh process with two cores and the"
          + " same heap, and compares what they took.",
      "Exit code 0: every contender read every record, and those that write wrote the same rows."
          + " 1: one did not, or could not be run."
    },
    subcommands = {LatencyBench.class, GrowthBench.class},
    mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "5000000",
      description = "Access log lines in the topic (default: ${DEFAULT-VALUE}).")
  private long records;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Runs of each contender, interleaved (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--only",
      paramLabel = "A,B",
      split = ",",
      description = "Run these contenders only; a wrong name lists them.")
  private List<String> only;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "4g",
      description = "Heap of each contender (default: ${DEFAULT-VALUE}).")
  private String heap;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures of every run.")
  private Path json;

  @Option(
      names = "--profile",
      description = "Record the job with Java Flight Recorder, which slows it a little.")
  private boolean profile;

  private Bench() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() {
    return ExitCode.of(this::drain);
  }

  private void drain() throws IOException, InterruptedException {
    BenchSettings settings = new BenchSettings(records, rounds, contenders(), heap, profile);
    requireWritable();
    LabOptions lab = LabOptions.fromEnvironment();
    OneBench bench = new OneBench(lab, System.err::println);
    Rounds all = new Rounds(settings, bench.folders(), System.err::println);
    bench.run(cluster -> report(settings, all.run(cluster, lab.checkout())));
  }

  private List<Contender> contenders() {
    return only == null
        ? Arrays.asList(Contender.values())
        : only.stream().map(Contender::named).distinct().sorted().toList();
  }

  /** Better now than after half an hour. */
  private void requireWritable() {
    if (json != null && !Files.isWritable(json.toAbsolutePath().getParent())) {
      throw new LabException("Cannot write --json " + json + ": no such folder, or not allowed");
    }
  }

  private void report(BenchSettings settings, Map<Contender, List<Measurement>> runs)
      throws IOException {
    Map<Contender, Medians> medians = new EnumMap<>(Contender.class);
    runs.forEach((contender, measured) -> medians.put(contender, Medians.of(measured)));
    if (json != null) {
      JsonFigures.write(json, settings, runs, medians);
    }
    System.out.print(ResultTable.of(medians));
  }
}
