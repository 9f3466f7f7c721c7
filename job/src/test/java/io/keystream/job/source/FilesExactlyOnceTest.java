package io.keystream.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.FileRecords;
import io.keystream.job.config.FilesSourceConfig;
import io.keystream.job.config.PipelineYaml;
import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.Epoch;
import io.keystream.job.ledger.FencedException;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.Interruptions;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerVerification;
import io.keystream.job.ledger.NameNodeLikeFs;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.TestHome;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ledger and source as the job uses them, while files arrive, with drivers that are killed, or fall
 * asleep while another takes over, at every single operation: each line is committed exactly once.
 */
class FilesExactlyOnceTest {
  private static final int FILES = 7;

  @TempDir private Path folder;
  private int arrived;

  @ParameterizedTest
  @ValueSource(strings = {"keep", "delete", "move"})
  void aDriverIsKilledAtAnyMoment(String after) throws Exception {
    boolean happened = true;
    for (int moment = 0; happened; moment++) {
      Path run = begin("killed-" + moment);
      Interruptions.Kill kill = new Interruptions.Kill("", moment);
      driveUntilEnd(run, after, kill);
      driveUntilEnd(run, after, operation -> {});
      assertExactlyOnce(run, "killed at " + moment);
      happened = kill.happened();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keep", "move"})
  void aDriverFallsAsleepAtAnyMomentAndWakesWhenAnotherIsDone(String after) throws Exception {
    boolean happened = true;
    for (int moment = 0; happened; moment++) {
      Path run = begin("asleep-" + moment);
      Interruptions.Before sleep =
          new Interruptions.Before(moment, () -> driveUntilEnd(run, after, operation -> {}));
      driveUntilEnd(run, after, sleep);
      driveUntilEnd(run, after, operation -> {});
      assertExactlyOnce(run, "asleep at " + moment);
      happened = sleep.happened();
    }
  }

  private Path begin(String name) throws IOException {
    arrived = 0;
    Path run = Files.createDirectory(folder.resolve(name));
    Files.createDirectory(run.resolve("incoming"));
    Files.createDirectory(run.resolve("staged"));
    return run;
  }

  /** A driver's whole life: takes over, and reads batches until all files arrived and are read. */
  private void driveUntilEnd(Path run, String after, NameNodeLikeFs.Before before)
      throws IOException {
    TestHome home = new TestHome(run.resolve("home"));
    try {
      HomeFiles files = home.files(before);
      Epoch epoch = Epoch.claim(files, home.home(), "{}");
      Ledger ledger = Ledger.open(files, home.home(), epoch);
      FilesSource source = source(run, after, home, files, epoch);
      try (SourceSet sources = new SourceSet(Map.of("in", source))) {
        sources.resume(ledger.positions());
        boolean all;
        do {
          all = arrived == FILES;
          arrive(run);
        } while (batch(run, source, sources, ledger, epoch) || !all);
      }
    } catch (Interruptions.Killed | FencedException e) {
      // Each is the end of a driver, and not of the pipeline.
    }
  }

  private static boolean batch(
      Path run, FilesSource source, SourceSet sources, Ledger ledger, Epoch epoch)
      throws IOException {
    TopicState now = sources.now();
    Positions begin = sources.opening(ledger.positions(), now);
    if (!begin.next().isEmpty()) {
      List<OffsetSpan> spans = BatchPlan.unread(begin, TopicState.UNKNOWN);
      ledger.commit(entry(ledger, epoch, spans, RecordCounts.NONE));
    }
    assertThat(sources.lost(ledger.positions(), Map.of(), now)).isEmpty();
    List<OffsetSpan> spans = sources.limit(BatchPlan.unread(ledger.positions(), now));
    if (spans.get(0).count() == 0) {
      return false;
    }
    List<String> read;
    try {
      read = read(source, spans);
    } catch (UncheckedIOException e) {
      assertThat(e).hasCauseInstanceOf(FileGoneException.class);
      return true; // As the job does: the next batch finds out why.
    }
    Path staged = staged(run, epoch.number(), ledger.nextSequence());
    Files.write(staged, read);
    RecordCounts counts = new RecordCounts(read.size(), read.size(), 0, 0);
    ledger.commit(entry(ledger, epoch, spans, counts));
    sources.committed(spans, Duration.ofMillis(1));
    return true;
  }

  private static List<String> read(FilesSource source, List<OffsetSpan> spans) {
    List<String> read = new ArrayList<>();
    for (OffsetSpan span : spans) {
      OffsetSpan inner = new OffsetSpan("arrivals", 0, span.from(), span.until());
      for (List<Arrival> share : FileShares.of(source.files(inner), 2)) {
        try (FileReader reader =
            new FileReader(share, FileRecords.LINES, new Configuration(false))) {
          reader.forEachRemaining(found -> read.add(text(span, found)));
        }
      }
    }
    return read;
  }

  private static String text(OffsetSpan span, ConsumerRecord<byte[], byte[]> found) {
    assertThat(found.offset()).isBetween(span.from(), span.until() - 1);
    return new String(found.value(), UTF_8);
  }

  private static LedgerEntry entry(
      Ledger ledger, Epoch epoch, List<OffsetSpan> spans, RecordCounts counts) {
    return Entries.entry(
        ledger.nextSequence(),
        epoch.number(),
        spans,
        List.of(),
        counts,
        ledger.totals().plus(counts));
  }

  private static FilesSource source(
      Path run, String after, TestHome home, HomeFiles files, Epoch epoch) throws IOException {
    String moveTo = after.equals("move") ? "  move-to: " + run.resolve("done") : "  #";
    FilesSourceConfig config =
        PipelineYaml.minimal()
            .section(
                "source",
                "files:",
                "  path: " + run.resolve("incoming"),
                "  min-age: 0ms",
                "  max-files-per-batch: 2",
                "  after: " + after,
                moveTo)
            .config()
            .allSources()
            .get("")
            .files()
            .orElseThrow();
    return new FilesSource(
        config,
        new SourceFolder(config, new Configuration(false)),
        ArrivalLog.open(files, home.home(), epoch, "in", 2),
        Duration.ofSeconds(5),
        Clock.systemUTC());
  }

  /** The next files: one with lines, one that is compressed, and one that is empty, in turn. */
  private void arrive(Path run) throws IOException {
    for (int i = 0; i < 2 && arrived < FILES; i++) {
      int number = arrived++;
      Path hidden = run.resolve("incoming/.part");
      String name = number + (number % 3 == 1 ? ".gz" : ".log");
      try (OutputStream plain = Files.newOutputStream(hidden);
          OutputStream out = number % 3 == 1 ? new GZIPOutputStream(plain) : plain) {
        out.write(number % 3 == 2 ? new byte[0] : lines(number).getBytes(UTF_8));
      }
      Files.move(hidden, run.resolve("incoming").resolve(name));
    }
  }

  private static String lines(int number) {
    return number + "-first\n" + number + "-second";
  }

  private static Path staged(Path run, long epoch, long sequence) {
    return run.resolve("staged").resolve(epoch + "-" + sequence);
  }

  private static void assertExactlyOnce(Path run, String when) throws IOException {
    TestHome home = new TestHome(run.resolve("home"));
    List<String> committed = new ArrayList<>();
    for (LedgerEntry entry : Ledger.recent(home.files(), home.home(), 1_000)) {
      if (entry.records().read() > 0) {
        committed.addAll(Files.readAllLines(staged(run, entry.epoch(), entry.sequence())));
      }
    }
    assertThat(committed)
        .as(when)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, FILES)
                .filter(number -> number % 3 != 2)
                .boxed()
                .flatMap(number -> lines(number).lines())
                .toList());
    assertThat(LedgerVerification.of(home.files(), home.home()).problems()).as(when).isEmpty();
    try (Stream<Path> kept = Files.list(run.resolve("home/received/in/arrivals"))) {
      assertThat(kept.count()).as(when).isLessThanOrEqualTo(5);
    }
  }
}
