package io.keystream.bench;

import io.keystream.lab.LabException;
import io.keystream.lab.LabOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The steps of a bench: a cluster, a topic, and round by round every contender. */
final class BenchRun {
  private static final String WARM_UP = "warm-up";

  private final BenchSettings settings;
  private final LabOptions options;
  private final RunFolders folders;
  private final Consumer<String> say;
  private final RowCheck check;
  private final Map<Contender, List<Measurement>> runs = new EnumMap<>(Contender.class);

  /**
   * @param options of a lab; the bench has its own folder beside it
   * @param say told how it goes, one line at a time
   */
  BenchRun(BenchSettings settings, LabOptions options, Consumer<String> say) {
    this.settings = settings;
    this.folders = RunFolders.beside(options.directory());
    this.options = options.withDirectory(folders.cluster());
    this.say = say;
    this.check = new RowCheck(settings.records(), folders);
  }

  /** Runs everything, and leaves nothing but logs and recordings. */
  Map<Contender, List<Measurement>> run() throws IOException, InterruptedException {
    Files.createDirectories(folders.root());
    try (FileChannel channel =
            FileChannel.open(folders.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new LabException(
            "Another bench runs in "
                + folders.root()
                + ": wait for its end, since two at once would measure each other");
      }
      runLocked();
    }
    return runs;
  }

  private void runLocked() throws IOException, InterruptedException {
    Cluster cluster = new Cluster(options, line -> say.accept("   " + line));
    try {
      say.accept("== a KDC and a broker with SASL and TLS in " + folders.cluster());
      cluster.start();
      say.accept("== %,d access log lines".formatted(settings.records()));
      long bytes =
          LogTopic.fill(cluster.kafka(), settings.records(), line -> say.accept("   " + line));
      say.accept(
          "   %,d MB, %d bytes a line".formatted(bytes / 1_000_000, bytes / settings.records()));
      rounds(new Runner(cluster, folders, settings, options.checkout()));
    } finally {
      // Not interrupted: what is left would go on for ever.
      boolean interrupted = Thread.interrupted();
      cluster.stop();
      Cluster.delete(folders.runs());
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
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
