package io.keystream.job.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.keystream.job.config.PipelineYaml;
import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.LetterSelection;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.ReplayRequest.LetterFile;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.output.LocalSpark.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters of a real batch, staged again by a pipeline with another rule. */
class DeadLetterReplayTest {
  private static final String LEGACY_LISTS = "spark.sql.parquet.writeLegacyFormat";
  private static final byte[] TORN = {'{', (byte) 0xff, 0};

  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  @TempDir private Path folder;
  private TestHome home;

  @BeforeEach
  void publishDeadLetters() throws Exception {
    home = new TestHome(folder.resolve("home"));
    List<Source> sources =
        List.of(
            new Source(0, 40, row("anna", 1)),
            new Source(0, 41, row("bert", -1)),
            new Source(0, 42, row("carl", -20)),
            new Source(3, 7, TORN),
            new Source(3, 8, (byte[]) null));
    publish(1, outputs("n > 0").stage(spark.records(sources, 1), 1, 1));
  }

  @Test
  void theyAreReadWithPositionReasonAndBytes() throws Exception {
    List<DeadLetter> letters = deadLetters();

    assertThat(letters).extracting(DeadLetter::offset).containsExactlyInAnyOrder(41L, 42L, 7L, 8L);
    DeadLetter ruled = with(letters, 41);
    assertThat(ruled.topic()).isEqualTo("access");
    assertThat(ruled.partition()).isZero();
    assertThat(ruled.producedAt().toEpochMilli()).isEqualTo(LocalSpark.PRODUCED_AT);
    assertThat(ruled.rule()).isEqualTo("positive");
    assertThat(ruled.reason()).isEqualTo("rule positive: false");
    assertThat(ruled.key()).isEqualTo("k41".getBytes(UTF_8));
    assertThat(ruled.raw()).isEqualTo(row("bert", -1).getBytes(UTF_8));
    assertThat(with(letters, 7).raw()).isEqualTo(TORN);
    assertThat(with(letters, 7).rule()).isNull();
    assertThat(with(letters, 8).raw()).isNull();
    assertThat(with(letters, 8).key()).isNull();
    assertHeaders(with(letters, 41));
    assertThat(with(letters, 42).headers()).isEmpty();
  }

  @Test
  void bytesAreNotEvenReadIfNobodyWantsThem() throws Exception {
    try (DeadLetterReader reader =
        DeadLetterReader.withoutBytes(hadoop(letterFile()), new Configuration())) {
      DeadLetter letter = reader.next();
      assertThat(letter.reason()).isEqualTo("rule positive: false");
      assertThat(letter.raw()).isNull();
      assertThat(letter.key()).isNull();
      assertThat(letter.headers()).isEmpty();
    }
  }

  @Test
  void theSelectedOnesBecomeRowsOrDeadLettersWithTheirOriginalPosition() throws Exception {
    LetterSelection positive = new LetterSelection(null, "positive", null, null);

    StagedBatch batch = replay("n > -10").stage(files(2, 4), positive, 1, 2);
    Files.delete(letterFile());
    publish(2, batch);

    assertThat(batch.counts()).isEqualTo(new RecordCounts(2, 1, 0, 1));
    assertThat(spark.session().read().parquet(folder.resolve("out").toString()).collectAsList())
        .extracting(row -> row.<Long>getAs("kafka_offset") + " " + row.<String>getAs("user"))
        .containsExactlyInAnyOrder("40 anna", "41 bert");
    List<DeadLetter> letters = deadLetters();
    assertThat(letters).extracting(DeadLetter::offset).containsExactlyInAnyOrder(42L, 7L, 8L);
    DeadLetter again = with(letters, 42);
    assertThat(again.reason()).isEqualTo("rule positive: false");
    assertThat(again.producedAt().toEpochMilli()).isEqualTo(LocalSpark.PRODUCED_AT);
    assertThat(again.raw()).isEqualTo(row("carl", -20).getBytes(UTF_8));
    assertThat(with(letters, 7).raw()).isEqualTo(TORN);
    assertThat(with(letters, 8).raw()).isNull();
    assertThat(with(letters, 8).producedAt()).isNull();
    assertHeaders(with(letters, 7));
  }

  @Test
  void aRecordWithoutATimeHasNoneAgainAndWasProducedNeitherBeforeNorAfterAny() throws Exception {
    DeadLetter timeless = with(deadLetters(), 8);

    assertThat(new LetterToRecord().call(timeless).timestamp()).isNegative();
    assertThat(LetterSelection.ALL.includes(timeless.reason(), null, null)).isTrue();
    assertThat(included(timeless, Instant.EPOCH, null)).isFalse();
    assertThat(included(timeless, null, Instant.MAX)).isFalse();
  }

  private static boolean included(DeadLetter letter, Instant since, Instant until) {
    return new LetterSelection(null, null, since, until)
        .includes(letter.reason(), letter.rule(), letter.producedAt());
  }

  @Test
  void theRecordThatADeadLetterWasHasItsHeadersAgain() throws Exception {
    Headers headers = new LetterToRecord().call(with(deadLetters(), 41)).headers();

    assertThat(headers)
        .extracting(Header::key, header -> text(header.value()))
        .containsExactly(tuple("trace", "first"), tuple("none", null), tuple("trace", "t41"));
  }

  @Test
  void headersAreReadWhicheverWayTheClusterWritesListsInParquet() throws Exception {
    spark.session().conf().set(LEGACY_LISTS, true);
    try {
      publish(2, outputs("n > 0").stage(spark.records(List.of(new Source(3, 9, TORN)), 1), 1, 2));
    } finally {
      spark.session().conf().unset(LEGACY_LISTS);
    }

    assertHeaders(with(deadLetters(), 9));
  }

  @Test
  void aFileWithoutAColumnOfHeadersIsReplayedWithoutThem() throws Exception {
    dropHeaders(letterFile());

    StagedBatch batch =
        replay("n > -10")
            .stage(files(2, 4), new LetterSelection(null, "positive", null, null), 1, 2);
    Files.delete(letterFile());
    publish(2, batch);

    assertThat(batch.counts()).isEqualTo(new RecordCounts(2, 1, 0, 1));
    assertThat(deadLetters())
        .allSatisfy(letter -> assertThat(letter.headers()).isEmpty())
        .extracting(DeadLetter::offset)
        .containsExactlyInAnyOrder(42L, 7L, 8L);
  }

  @Test
  void allOfThemAreReplayedIfAllAreSelected() throws Exception {
    StagedBatch batch = replay("n > -100").stage(files(4, 4), LetterSelection.ALL, 1, 2);

    assertThat(batch.counts()).isEqualTo(new RecordCounts(4, 2, 0, 2));
    assertThat(batch.output(Outputs.DEAD_LETTERS).rows()).isEqualTo(2);
  }

  @Test
  void filesThatHoldOtherThanWasToldAreRefused() {
    assertThatThrownBy(() -> replay("n > 0").stage(files(3, 4), LetterSelection.ALL, 1, 2))
        .isInstanceOf(CannotReplayException.class)
        .hasMessage(
            "Nothing of these files is replayed: java.lang.IllegalStateException: Wanted 3"
                + " selected dead letters in the files of the request, found 4; ask again with the"
                + " files as they are now");
  }

  @Test
  void aTornFileIsRefused() throws Exception {
    List<LetterFile> files = files(4, 4);
    Path file = letterFile();
    Files.delete(file);
    Files.write(file, new byte[] {'P', 'A', 'R', '1'});

    assertThatThrownBy(() -> replay("n > 0").stage(files, LetterSelection.ALL, 1, 2))
        .isInstanceOf(CannotReplayException.class)
        .hasMessageContaining(file.getFileName().toString());
  }

  private DeadLetterReplay replay(String rule) throws IOException {
    return new DeadLetterReplay(
        home.home(), outputs(rule), folder.resolve("dead").toString(), spark.session());
  }

  private Outputs outputs(String rule) throws IOException {
    return new Outputs(
        home.home(),
        "id",
        PipelineYaml.in(folder)
            .section("parse", "format: json", "schema: \"user STRING, n INT\"")
            .section("validate", "positive: " + rule)
            .config(),
        spark.session());
  }

  private void publish(long sequence, StagedBatch batch) throws IOException {
    new Publisher(home.files(), home.home())
        .publish(
            Entries.entry(
                sequence, 1, List.of(), batch.outputs(), batch.counts(), RecordCounts.NONE));
  }

  private List<LetterFile> files(long letters, long rows) throws IOException {
    return List.of(new LetterFile(letterFile().getFileName().toString(), letters, rows));
  }

  private List<DeadLetter> deadLetters() throws IOException {
    List<DeadLetter> letters = new ArrayList<>();
    for (Path file : letterFiles()) {
      try (DeadLetterReader reader = DeadLetterReader.open(hadoop(file), new Configuration())) {
        for (DeadLetter letter = reader.next(); letter != null; letter = reader.next()) {
          letters.add(letter);
        }
      }
    }
    return letters;
  }

  private Path letterFile() throws IOException {
    return letterFiles().get(0);
  }

  private List<Path> letterFiles() throws IOException {
    try (Stream<Path> found = Files.list(folder.resolve("dead"))) {
      return found.filter(file -> !file.getFileName().toString().startsWith(".")).toList();
    }
  }

  private void dropHeaders(Path file) throws IOException {
    Path written = folder.resolve("without-headers");
    spark
        .session()
        .read()
        .parquet(file.toString())
        .drop("headers")
        .coalesce(1)
        .write()
        .parquet(written.toString());
    try (Stream<Path> parts = Files.list(written)) {
      Path part =
          parts.filter(found -> found.toString().endsWith(".parquet")).findFirst().orElseThrow();
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }

  /** Records with an odd offset have them. */
  private static void assertHeaders(DeadLetter letter) {
    assertThat(letter.headers())
        .extracting(LetterHeader::key, header -> text(header.value()))
        .containsExactly(
            tuple("trace", "first"), tuple("none", null), tuple("trace", "t" + letter.offset()));
  }

  private static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, UTF_8);
  }

  private static DeadLetter with(List<DeadLetter> letters, long offset) {
    return letters.stream().filter(letter -> letter.offset() == offset).findFirst().orElseThrow();
  }

  private static org.apache.hadoop.fs.Path hadoop(Path file) {
    return new org.apache.hadoop.fs.Path(file.toString());
  }

  private static String row(String user, int n) {
    return "{\"user\":\"" + user + "\",\"n\":" + n + "}";
  }
}
