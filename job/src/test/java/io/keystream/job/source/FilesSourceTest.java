package io.keystream.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.PipelineYaml;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import io.keystream.job.ledger.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesSourceTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(20);
  private static final TopicPartition PARTITION = new TopicPartition("arrivals", 0);

  @TempDir private Path folder;
  private Path incoming;
  private TestHome home;

  @BeforeEach
  void makeFolders() throws IOException {
    incoming = Files.createDirectory(folder.resolve("incoming"));
    home = new TestHome(folder.resolve("home"));
  }

  @Test
  void filesAreReadOnceInTheOrderOfTheirTimes() throws IOException {
    file("b", 60);
    file("a", 50);
    FilesSource source = open();

    assertThat(batch(source)).containsExactly("b", "a");
    file("c", 40);
    assertThat(batch(source)).containsExactly("c");
    assertThat(batch(source)).isEmpty();
  }

  @Test
  void whatIsIncompleteOrNotWantedIsLeftAlone() throws IOException {
    for (String name : List.of("_SUCCESS", ".a.log", "a.log._COPYING_", "a.log.tmp", "a.txt")) {
      file(name, 60);
    }
    Files.createDirectory(incoming.resolve("below.log"));
    file("below.log/b.log", 60);
    file("young.log", 9);
    file("old.log", 7_201);
    file("a.log", 10);

    assertThat(batch(open("pattern: '.*[.]log'", "max-age: 2h"))).containsExactly("a.log");
  }

  @Test
  void foldersBelowAreReadIfAskedForButForThoseToIgnore() throws IOException {
    Files.createDirectories(incoming.resolve("day=1/hour=2"));
    Files.createDirectories(incoming.resolve("_temporary"));
    file("day=1/hour=2/a", 60);
    file("_temporary/b", 60);

    assertThat(batch(open("recursive: true"))).containsExactly("day=1/hour=2/a");
  }

  @Test
  void aFileInThePlaceOfOneThatWasReadIsReadOnlyIfAskedFor() throws IOException {
    file("a", 60);
    FilesSource source = open();
    batch(source);
    file("a", 50);

    assertThat(batch(source)).isEmpty();
    assertThat(batch(next(source, "on-replaced: read"))).containsExactly("a");
  }

  @Test
  void anotherDriverGoesOnWhereThisOneWas() throws IOException {
    file("a", 60);
    file("b", 50);
    FilesSource source = open("max-files-per-batch: 1");

    assertThat(batch(source)).containsExactly("a");
    assertThat(batch(next(source))).containsExactly("b");
  }

  @Test
  void aBatchIsBoundedByFilesAndBytesButReadsAtLeastOne() throws IOException {
    for (int i = 0; i < 4; i++) {
      write("small" + i, 100, new byte[10]);
    }
    write("large0", 50, new byte[3 << 20]);
    write("large1", 40, new byte[1 << 20]);
    FilesSource source = open("max-files-per-batch: 3", "max-megabytes-per-batch: 1");

    assertThat(batch(source)).hasSize(3);
    assertThat(batch(source)).containsExactly("small3");
    assertThat(batch(source)).containsExactly("large0");
    assertThat(batch(source)).containsExactly("large1");
  }

  @Test
  void aBatchThatTookTooLongMakesTheNextOneSmaller() throws IOException {
    for (int i = 0; i < 6; i++) {
      write("f" + i, 60, new byte[1 << 20]);
    }
    FilesSource source = open("max-files-per-batch: 4");
    List<OffsetSpan> first = limited(source);
    source.committed(first, INTERVAL.multipliedBy(4));
    positions = new Positions(Map.of(PARTITION, first.get(0).until()));

    assertThat(names(source, first)).hasSize(4);
    assertThat(names(source, limited(source))).hasSize(1);
  }

  @Test
  void aFileThatIsGoneBeforeItWasReadStopsTheJobUnlessItIsToBeRecorded() throws IOException {
    file("a", 60);
    file("b", 50);
    file("c", 40);
    FilesSource source = open();
    source.now();
    Files.delete(incoming.resolve("b"));

    assertThat(batch(source)).containsExactly("a");
    assertThatThrownBy(() -> batch(source))
        .isInstanceOf(DataLossException.class)
        .hasMessage(
            "Files that had arrived and were not read are gone or changed (on-data-loss: fail): "
                + "file:"
                + incoming.resolve("b")
                + ". To go on without them, with the loss in the ledger: on-data-loss: record, and deploy");

    FilesSource recording = next(source, "on-data-loss: record");
    List<LostRange> lost = recording.lost(positions, Map.of(), recording.now());
    assertThat(lost)
        .containsExactly(LostRange.of(PARTITION, 1L << 32, 2L << 32, LostRange.FILES_CHANGED));
    positions = positions.resumedAfter(lost);
    assertThat(batch(recording)).containsExactly("c");
  }

  @Test
  void aFileThatChangesBeforeItWasReadIsALossAndArrivesAnew() throws IOException {
    file("a", 60);
    FilesSource source = open("on-data-loss: record");
    source.now();
    write("a", 50, "longer".getBytes(UTF_8));

    List<LostRange> lost = source.lost(positions, Map.of(), source.now());
    assertThat(lost).containsExactly(LostRange.of(PARTITION, 0, 1L << 32, LostRange.FILES_CHANGED));
    positions = positions.resumedAfter(lost);
    assertThat(batch(source)).containsExactly("a");
  }

  @Test
  void aFileThatThePatternNoLongerMatchesIsStillReadIfItHadArrived() throws IOException {
    file("a.txt", 60);
    FilesSource source = open();
    source.now();

    assertThat(batch(next(source, "pattern: '.*[.]log'"))).containsExactly("a.txt");
  }

  @Test
  void filesAreMovedAwayWithTheBatchAfterTheirsAndNoneOverAnother() throws IOException {
    String[] lines = {"after: move", "move-to: " + folder.resolve("done")};
    file("a", 60);
    FilesSource source = open(lines);
    source.now();
    assertThat(incoming.resolve("a")).exists();
    batch(source);
    FilesSource other = next(source, lines);
    other.now();
    file("a", 50);
    batch(other);
    other.now();

    assertThat(incoming).isEmptyDirectory();
    assertThat(folder.resolve("done/a")).hasContent("a");
    assertThat(folder.resolve("done/a.1")).hasContent("a");
  }

  @Test
  void onlyFilesThatWereReadAreDeleted() throws IOException {
    file("a", 60);
    file("b", 50);
    FilesSource source = open("after: delete", "max-files-per-batch: 1");
    batch(source);
    file("a", 40);
    source.now();

    assertThat(incoming.resolve("a")).exists();
    batch(source);
    source.now();
    assertThat(incoming.resolve("b")).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeListedMakesTheSourceWait() throws IOException {
    FilesSource source = open();
    Files.delete(incoming);

    assertThat(source.now()).isEqualTo(TopicState.UNKNOWN);
    Files.createDirectory(incoming);
    file("a", 60);
    assertThat(batch(source)).containsExactly("a");
  }

  @Test
  void aListThatEndsBeforeThePositionIsRefused() throws IOException {
    FilesSource source = open();

    assertThatThrownBy(() -> source.resume(new Positions(Map.of(PARTITION, 5L << 32))))
        .isInstanceOf(LedgerException.class)
        .hasMessage(
            "The ledger says that 5 files of "
                + incoming
                + " were read, the list of arrivals ends after 0: a part of it is missing");
  }

  private Positions positions = new Positions(Map.of(PARTITION, 0L));

  /** Names of the files of a batch that is committed. */
  private List<String> batch(FilesSource source) {
    List<OffsetSpan> spans = limited(source);
    if (spans.get(0).count() == 0) {
      return List.of();
    }
    List<String> names = names(source, spans);
    positions = new Positions(Map.of(PARTITION, spans.get(0).until()));
    source.committed(spans, Duration.ofMillis(1));
    return names;
  }

  private List<OffsetSpan> limited(FilesSource source) {
    TopicState now = source.now();
    assertThat(source.lost(positions, Map.of(), now)).isEmpty();
    return source.limit(BatchPlan.unread(positions, now));
  }

  private List<String> names(FilesSource source, List<OffsetSpan> spans) {
    return source.files(spans.get(0)).stream()
        .map(file -> incoming.relativize(Path.of(java.net.URI.create(file.path()))).toString())
        .toList();
  }

  /** The source of a new driver. */
  private FilesSource open(String... lines) throws IOException {
    return open(new ArrayList<>(List.of(lines)));
  }

  private FilesSource next(FilesSource before, String... lines) throws IOException {
    before.close();
    return open(lines);
  }

  private FilesSource open(List<String> lines) throws IOException {
    var config =
        PipelineYaml.minimal()
            .section("source", "files:", "  path: " + incoming, indented(lines))
            .config()
            .allSources()
            .get("")
            .files()
            .orElseThrow();
    FilesSource source =
        new FilesSource(
            config,
            new SourceFolder(config, new Configuration(false)),
            ArrivalLog.open(home.files(), home.home(), home.claim(), "files"),
            INTERVAL,
            Clock.fixed(NOW, ZoneOffset.UTC));
    source.resume(positions);
    return source;
  }

  private static String indented(List<String> lines) {
    return lines.isEmpty() ? "  #" : "  " + String.join("\n  ", lines);
  }

  /** A file with its own name in it. */
  private void file(String name, long secondsOld) throws IOException {
    write(name, secondsOld, Path.of(name).getFileName().toString().getBytes(UTF_8));
  }

  private void write(String name, long secondsOld, byte[] bytes) throws IOException {
    Path file = Files.write(incoming.resolve(name), bytes);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(secondsOld)));
  }
}
