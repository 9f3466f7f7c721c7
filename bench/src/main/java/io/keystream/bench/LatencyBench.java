package io.keystream.bench;

import io.keystream.lab.LabException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kit bench latency}. */
@Command(
    name = "latency",
    description = {
      "Sends lines at a steady rate into a topic of six partitions, and tells how long rows took from"
          + " the timestamp that Kafka gave them to the file that a reader sees, with batches of a"
          + " second, and whether batches had to wait longer and longer.",
      "Producer, broker and job share the machine."
    },
    mixinStandardHelpOptions = true)
final class LatencyBench implements Callable<Integer> {
  private static final String TOPIC = "latency";

  /** What part of its greatest rate a job is planned to run at. */
  private static final double LOAD = 0.7;

  @Mixin private TimedOptions options;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long, after a minute of warm-up (default: ${DEFAULT-VALUE}).")
  private long minutes;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Lines a second. Left out: 70 % of the rate at which the job drains --records.")
  private Long rate;

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "5000000",
      description = "Lines drained to find the rate (default: ${DEFAULT-VALUE}).")
  private long records;

  @Override
  public Integer call() {
    return options.run(this::measure);
  }

  private void measure(OneBench bench, Cluster cluster) throws IOException, InterruptedException {
    if (minutes < 1 || (rate != null && rate < 1)) {
      throw new LabException("Invalid --minutes or --rate: at least 1");
    }
    long perSecond = rate == null ? Math.round(LOAD * drainRate(bench, cluster)) : rate;
    cluster.kafka().createTopic(TOPIC, LogTopic.PARTITIONS);
    System.err.printf("== %,d lines a second for %d minutes%n", perSecond, minutes);
    TimedRun.Result result =
        options.timed(bench, cluster).run(TOPIC, LogTopic.PARTITIONS, perSecond, 60 * minutes);
    System.out.print(ResultTable.aligned(rows(perSecond, result)));
    System.out.printf(
        "What piled up at the start was worked off after %.0f s%n", result.caughtUpMillis() / 1e3);
    if (result.sent() != result.published()) {
      throw new LabException(
          "%,d lines were sent, %,d rows published".formatted(result.sent(), result.published()));
    }
  }

  private double drainRate(OneBench bench, Cluster cluster)
      throws IOException, InterruptedException {
    BenchSettings settings =
        new BenchSettings(records, 1, List.of(Contender.KEYSTREAM), options.heap(), false);
    Map<Contender, List<Measurement>> runs =
        new Rounds(settings, bench.folders(), System.err::println).run(cluster, options.checkout());
    return runs.get(Contender.KEYSTREAM).get(0).recordsPerSecond();
  }

  private static List<List<String>> rows(long perSecond, TimedRun.Result result) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("latency at " + perSecond + " lines/s, ms", "p50", "p99", "max"));
    Latencies all = new Latencies();
    result.minutes().forEach(all::add);
    rows.add(took("Kafka timestamp to published file", all));
    for (int minute = 0; minute < result.minutes().size(); minute++) {
      rows.add(took("  minute " + (minute + 1), result.minutes().get(minute)));
    }
    List<BatchTime> batches = result.batches();
    int third = batches.size() / 3;
    rows.add(waited("wait of batches, first third", batches.subList(0, third)));
    rows.add(
        waited(
            "wait of batches, last third",
            batches.subList(batches.size() - third, batches.size())));
    return rows;
  }

  private static List<String> took(String label, Latencies latencies) {
    return List.of(
        label,
        Long.toString(latencies.percentile(0.5)),
        Long.toString(latencies.percentile(0.99)),
        Long.toString(latencies.percentile(1)));
  }

  private static List<String> waited(String label, List<BatchTime> batches) {
    return List.of(
        label,
        Long.toString(BatchTime.percentile(batches, BatchTime::waited, 0.5)),
        Long.toString(BatchTime.percentile(batches, BatchTime::waited, 0.99)),
        Long.toString(BatchTime.percentile(batches, BatchTime::waited, 1)));
  }
}
