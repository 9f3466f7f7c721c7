package io.keystream.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Fills a topic, and lets every contender drain it, round by round. */
final class Rounds {
  private static final String WARM_UP = "warm-up";

  private final BenchSettings settings;
  private final RunFolders folders;
  private final Consumer<String> say;
  private final RowCheck check;
  private final Map<Contender, List<Measurement>> runs = new EnumMap<>(Contender.class);

  /**
   * @param say told how it goes, one line at a time
   */
  Rounds(BenchSettings settings, RunFolders folders, Consumer<String> say) {
    this.settings = settings;
    this.folders = folders;
    this.say = say;
    this.check = new RowCheck(settings.records(), folders);
  }

  /** Runs everything on a cluster that serves. */
  Map<Contender, List<Measurement>> run(Cluster cluster, Path checkout)
      throws IOException, InterruptedException {
    say.accept("== %,d access log lines".formatted(settings.records()));
    long bytes =
        LogTopic.fill(cluster.kafka(), settings.records(), line -> say.accept("   " + line));
    say.accept(
        "   %,d MB, %d bytes a line".formatted(bytes / 1_000_000, bytes / settings.records()));
    rounds(new Runner(cluster, folders, settings, checkout));
    return runs;
  }

  private void rounds(Runner runner) throws IOException, InterruptedException {
    say.accept("== warm-up of the broker");
    runner.run(Contender.RAW_CONSUMER, WARM_UP);
    for (int round = 1; round <= settings.rounds(); round++) {
      say.accept("== round %d of %d".formatted(round, settings.rounds()));
      for (Contender contender : settings.contenders()) {
        run(runner, contender, round);
      }
    }
  }

  private void run(Runner runner, Contender contender, int round)
      throws IOException, InterruptedException {
    String name = Integer.toString(round);
    Measurement measured = runner.run(contender, name);
    String written = check.check(contender, name, round == 1);
    Cluster.delete(folders.run(contender, name));
    runs.computeIfAbsent(contender, key -> new ArrayList<>()).add(measured);
    say.accept(
        String.format(
            Locale.ROOT,
            "   %-22s %7.2f s %,12.0f records/s %7.2f CPU s/million  %s",
            contender.label(),
            measured.drainSeconds(),
            measured.recordsPerSecond(),
            measured.cpuPerMillion(),
            written));
  }
}
