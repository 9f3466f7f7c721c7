package io.keystream.job.output;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.PipelineYaml;
import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.output.LocalSpark.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a batch stages and publishes, read back by Spark. */
class OutputsTest {
  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  @TempDir private Path folder;
  private TestHome home;

  @BeforeEach
  void makeHome() {
    home = new TestHome(folder.resolve("home"));
  }

  @Test
  void everyRecordBecomesARowOrADeadLetterAndIsCounted() throws Exception {
    List<Source> sources =
        List.of(
            new Source(0, 10, row("2026-01-31T10:15:30Z", "anna")),
            new Source(0, 11, "{\"ts\":"),
            new Source(0, 12, row("2026-01-31T10:15:31.000001Z", "b\u00e4rbel")),
            new Source(1, 7, (String) null),
            new Source(1, 8, row("2026-01-31T10:15:32Z", "\ud83d\ude00")));

    StagedBatch batch = stage("", sources, 2);

    assertThat(batch.counts()).isEqualTo(new RecordCounts(5, 3, 0, 2));
    assertThat(batch.output("files").rows()).isEqualTo(3);
    assertThat(batch.outputs())
        .containsExactly(batch.output("files"), batch.output(Outputs.DEAD_LETTERS));
    assertStagedAsTold(batch);

    publish(batch);

    assertThat(rows("out").orderBy("kafka_partition", "kafka_offset").collectAsList())
        .extracting(Row::mkString)
        .containsExactly(
            "access0102026-01-31 10:15:30.1232026-01-31 10:15:30.0anna",
            "access0122026-01-31 10:15:30.1232026-01-31 10:15:31.000001b\u00e4rbel",
            "access182026-01-31 10:15:30.1232026-01-31 10:15:32.0\ud83d\ude00");
  }

  @Test
  void aDeadLetterKeepsWhereItCameFromWhyAndEveryByte() throws Exception {
    byte[] raw = "\u0000\u00ff{not json".getBytes(ISO_8859_1);
    publish(stage("", List.of(new Source(3, 41, raw), new Source(3, 42, (String) null)), 1));

    List<Row> letters = rows("dead").orderBy("kafka_offset").collectAsList();

    Row first = letters.get(0);
    assertThat(first.<String>getAs("kafka_topic")).isEqualTo("access");
    assertThat(first.<Integer>getAs("kafka_partition")).isEqualTo(3);
    assertThat(first.<Long>getAs("kafka_offset")).isEqualTo(41);
    assertThat(first.<Timestamp>getAs("kafka_timestamp"))
        .isEqualTo(Timestamp.from(Instant.ofEpochMilli(LocalSpark.PRODUCED_AT)));
    assertThat(first.<String>getAs("reason")).isNotBlank();
    assertThat(first.<String>getAs("rule")).isNull();
    assertThat(first.<byte[]>getAs("key")).isEqualTo("k41".getBytes(UTF_8));
    assertThat(first.<byte[]>getAs("raw")).isEqualTo(raw);
    Row second = letters.get(1);
    assertThat(second.<byte[]>getAs("key")).isNull();
    assertThat(second.<byte[]>getAs("raw")).isNull();
  }

  @Test
  void rawBytesAreKeptAsTheyCame() throws Exception {
    String value = " {\"ts\": \"2026-01-31T10:15:30Z\",\t\"user\": \"\\u00e4\"} ";
    publish(stage("keep-raw: true", List.of(new Source(0, 1, value)), 1));

    Row row = rows("out").collectAsList().get(0);

    assertThat(row.<byte[]>getAs("raw")).isEqualTo(value.getBytes(UTF_8));
    assertThat(row.<String>getAs("user")).isEqualTo("\u00e4");
  }

  @Test
  void rowsGoToTheFolderOfTheirUtcDate() throws Exception {
    List<Source> sources =
        List.of(
            new Source(0, 0, row("2026-01-31T23:59:59.999999Z", "late")),
            new Source(0, 1, row("2026-02-01T00:00:00Z", "early")),
            new Source(0, 2, row("2026-02-01T01:30:00+02:00", "offset")),
            new Source(0, 3, row("1969-12-31T23:59:59.999999Z", "before")),
            new Source(0, 4, row("1970-01-01T00:00:00Z", "epoch")),
            new Source(0, 5, "{\"ts\":null,\"user\":\"none\"}"));

    StagedBatch batch = stage("", sources, 1, "partition-by-date-of: ts");
    publish(batch);

    assertThat(batch.counts()).isEqualTo(new RecordCounts(6, 6, 0, 0));
    List<Row> found = rows("out").select("date", "user").orderBy("kafka_offset").collectAsList();
    assertThat(found)
        .extracting(row -> row.get(0) + " " + row.get(1))
        .containsExactly(
            "2026-01-31 late",
            "2026-02-01 early",
            "2026-01-31 offset",
            "1969-12-31 before",
            "1970-01-01 epoch",
            "null none");
  }

  @Test
  void moreDatesThanFilesMayBeOpenLoseNothing() throws Exception {
    List<Source> sources = new ArrayList<>();
    LocalDate first = LocalDate.parse("2026-01-01");
    for (int i = 0; i < 200; i++) {
      sources.add(new Source(0, i, row(first.plusDays(i % 40) + "T00:00:00Z", "u" + i)));
    }

    StagedBatch batch = stage("", sources, 2, "partition-by-date-of: ts");
    publish(batch);

    assertThat(batch.counts()).isEqualTo(new RecordCounts(200, 200, 0, 0));
    assertStagedRowsAddUp(batch, 200);
    assertThat(rows("out").select("user").distinct().count()).isEqualTo(200);
    assertThat(rows("out").select("date").distinct().count()).isEqualTo(40);
  }

  @Test
  void aBatchWithoutRecordsWritesNoFile() throws Exception {
    StagedBatch batch = stage("", List.of(), 2);

    assertThat(batch.counts()).isEqualTo(RecordCounts.NONE);
    assertThat(batch.output("files").files()).isEmpty();
    assertThat(batch.output(Outputs.DEAD_LETTERS).files()).isEmpty();
  }

  @Test
  void filesOfTwoBatchesNeverHaveTheSameName() throws Exception {
    publish(stage("", List.of(new Source(0, 1, row("2026-01-31T10:15:30Z", "a"))), 1));
    Outputs outputs = outputs("", "");
    StagedBatch second =
        outputs.stage(
            spark.records(List.of(new Source(0, 2, row("2026-01-31T10:15:30Z", "b"))), 1), 1, 2);
    publish(2, second);

    assertThat(rows("out").count()).isEqualTo(2);
  }

  private StagedBatch stage(String parse, List<Source> sources, int tasks) throws IOException {
    return stage(parse, sources, tasks, "");
  }

  private StagedBatch stage(String parse, List<Source> sources, int tasks, String files)
      throws IOException {
    return outputs(parse, files).stage(spark.records(sources, tasks), 1, 1);
  }

  private Outputs outputs(String parse, String files) throws IOException {
    PipelineConfig config =
        PipelineYaml.in(folder)
            .section("parse", "format: json", "schema: \"ts TIMESTAMP, user STRING\"", parse)
            .files(files)
            .config();
    return new Outputs(home.home(), "id", config, spark.session());
  }

  private void publish(StagedBatch batch) throws IOException {
    publish(1, batch);
  }

  private void publish(long sequence, StagedBatch batch) throws IOException {
    LedgerEntry entry =
        Entries.entry(sequence, 1, List.of(), batch.outputs(), batch.counts(), RecordCounts.NONE);
    new Publisher(home.files(), home.home()).publish(entry);
  }

  private Dataset<Row> rows(String output) {
    return spark.session().read().parquet(folder.resolve(output).toString());
  }

  private void assertStagedAsTold(StagedBatch batch) throws IOException {
    Path staging = home.local(home.home().staging(1, 1));
    for (CommittedFile file : allFiles(batch)) {
      assertThat(staging.resolve(file.staged())).hasSize(file.bytes());
    }
    try (Stream<Path> found = Files.walk(staging)) {
      assertThat(found.filter(path -> path.toString().endsWith(".parquet")))
          .hasSameSizeAs(allFiles(batch));
    }
  }

  private void assertStagedRowsAddUp(StagedBatch batch, long rows) {
    assertThat(batch.output("files").files().stream().mapToLong(CommittedFile::rows).sum())
        .isEqualTo(rows);
  }

  private static List<CommittedFile> allFiles(StagedBatch batch) {
    return batch.outputs().stream().flatMap(output -> output.files().stream()).toList();
  }

  private static String row(String time, String user) {
    return "{\"ts\":\"" + time + "\",\"user\":\"" + user + "\"}";
  }
}
