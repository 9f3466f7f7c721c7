package io.keystream.bench;

import io.keystream.lab.LabException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kit bench growth}. */
@Command(
    name = "growth",
    description =
        "Tells how long the driver is busy with a batch beside its tasks (planning, commit, publishing)"
            + " as the number of Kafka partitions grows, at one rate of lines and with batches of a"
            + " second.",
    mixinStandardHelpOptions = true)
final class GrowthBench implements Callable<Integer> {
  @Mixin private TimedOptions options;

  @Option(
      names = "--partitions",
      paramLabel = "A,B",
      split = ",",
      defaultValue = "6,60,600",
      description = "Topics of so many (default: ${DEFAULT-VALUE}).")
  private List<Integer> partitions;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long each, after a minute of warm-up (default: ${DEFAULT-VALUE}).")
  private long seconds;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "6000",
      description = "Lines a second, over all partitions (default: ${DEFAULT-VALUE}).")
  private long rate;

  @Override
  public Integer call() {
    return options.run(this::measure);
  }

  private void measure(OneBench bench, Cluster cluster) throws IOException, InterruptedException {
    if (seconds < 1 || rate < 1 || partitions.stream().anyMatch(count -> count < 1)) {
      throw new LabException("Invalid --seconds, --rate or --partitions: at least 1");
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("partitions", "batches", "driver p50 ms", "p99 ms", "tasks p50 ms", "p99 ms"));
    for (int count : partitions) {
      System.err.printf("== %,d partitions%n", count);
      String topic = "growth-" + count;
      cluster.kafka().createTopic(topic, count);
      TimedRun.Result result = options.timed(bench, cluster).run(topic, count, rate, seconds);
      rows.add(row(count, result.batches()));
      Cluster.delete(bench.folders().run(topic));
      cluster.kafka().deleteTopic(topic);
    }
    System.out.print(ResultTable.aligned(rows));
  }

  private static List<String> row(int partitions, List<BatchTime> batches) {
    return List.of(
        Integer.toString(partitions),
        Integer.toString(batches.size()),
        Long.toString(BatchTime.percentile(batches, BatchTime::driver, 0.5)),
        Long.toString(BatchTime.percentile(batches, BatchTime::driver, 0.99)),
        Long.toString(BatchTime.percentile(batches, BatchTime::tasks, 0.5)),
        Long.toString(BatchTime.percentile(batches, BatchTime::tasks, 0.99)));
  }
}
