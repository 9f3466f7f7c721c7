package io.keystream.job.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keystream.job.enrich.References;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.metrics.DriverMetrics;
import io.keystream.job.output.LocalSpark.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows joined with reference data in files. */
class EnrichmentTest {
  private static final String SELECT =
      "transform:\n  sql: \"SELECT n, user, name, level FROM records\"\n";
  private static final List<Source> RECORDS =
      List.of(
          new Source(0, 0, "{\"n\":1,\"user\":\"ann\"}"),
          new Source(0, 1, "{\"n\":2,\"user\":\"nobody\"}"),
          new Source(0, 2, "{\"n\":3}"),
          new Source(0, 3, "not JSON"),
          new Source(1, 4, "{\"n\":4,\"user\":\"bob\"}"));

  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  @TempDir private Path folder;

  private Path users;

  @BeforeEach
  void putUsers() throws IOException {
    users = Files.createDirectories(folder.resolve("users"));
    put("ann,\"Ann, A.\",1", "bob,Bob,2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", SELECT})
  void aMissMayLeaveTheColumnsNull(String transform) throws Exception {
    SqlPipeline pipeline = pipeline(transform);
    pipeline.references().refresh();

    StagedBatch batch = pipeline.run(RECORDS);

    assertThat(batch.counts()).isEqualTo(new RecordCounts(5, 4, 0, 1));
    assertThat(rows(pipeline))
        .containsExactly(
            "1 ann Ann, A. 1", "2 nobody null null", "3 null null null", "4 bob Bob 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", SELECT})
  void aMissMayMakeADeadLetterThatNamesTheReference(String transform) throws Exception {
    SqlPipeline pipeline = pipeline(transform, "on-miss: dead-letter");
    pipeline.references().refresh();

    StagedBatch batch = pipeline.run(RECORDS);

    assertThat(batch.counts()).isEqualTo(new RecordCounts(5, 2, 0, 3));
    assertThat(rows(pipeline)).containsExactly("1 ann Ann, A. 1", "4 bob Bob 2");
    List<Row> letters = pipeline.deadLetters().orderBy("kafka_offset").collectAsList();
    assertThat(letters)
        .extracting(letter -> letter.<String>getAs("rule"))
        .containsExactly("enrich.users", "enrich.users", null);
    assertThat(letters.subList(0, 2))
        .extracting(letter -> letter.<String>getAs("reason"))
        .containsExactly(
            "reference users: no row for id = nobody", "reference users: no row for id = null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", SELECT, "transform:\n  sql: \"SELECT n FROM records WHERE n > 1\"\n"})
  void aMissMayBeLeftOutAndIsCounted(String transform) throws Exception {
    SqlPipeline pipeline = pipeline(transform, "on-miss: drop");
    pipeline.references().refresh();

    StagedBatch batch = pipeline.run(RECORDS);

    boolean where = transform.contains("WHERE");
    assertThat(batch.counts())
        .isEqualTo(where ? new RecordCounts(5, 1, 3, 1) : new RecordCounts(5, 2, 2, 1));
  }

  @Test
  void rulesAreCheckedBeforeReferences() throws Exception {
    SqlPipeline pipeline = pipeline("validate: {few: n < 2}\n", "on-miss: dead-letter");
    pipeline.references().refresh();

    pipeline.run(RECORDS);

    assertThat(pipeline.deadLetters().filter("rule IS NOT NULL").collectAsList())
        .extracting(letter -> letter.<String>getAs("rule"))
        .containsOnly("few");
  }

  @ParameterizedTest
  @CsvSource({"json", "parquet", "csv"})
  void everyFormatIsRead(String format) throws Exception {
    Path other = folder.resolve("other");
    spark
        .session()
        .sql(
            "SELECT 'ann' AS id, DATE'2026-01-31' AS day, 1.50BD AS amount, 'x' AS more UNION ALL"
                + " SELECT 'bob', NULL, 2.25, 'y'")
        .selectExpr("id", "day", "CAST(amount AS DECIMAL(10,2)) AS amount", "more")
        .coalesce(1)
        .write()
        .option("header", true)
        .format(format)
        .save(other.toString());
    String more = format.equals("csv") ? ", more STRING" : "";
    SqlPipeline pipeline =
        new SqlPipeline(
            spark,
            folder,
            """
            enrich:
              r:
                files: {path: %s, format: %s%s}
                schema: "id STRING, day DATE, amount DECIMAL(10,2)%s"
                keys: [user AS id]
                columns: ["date_add(day, 1) AS next", amount]
            """
                .formatted(other, format, more.isEmpty() ? "" : ", header: true", more));
    pipeline.references().refresh();

    pipeline.run(RECORDS);

    assertThat(
            pipeline
                .rows()
                .orderBy("n")
                .selectExpr("CONCAT_WS(' ', n, next, amount)")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("1 2026-02-01 1.50", "2", "3", "4 2.25");
  }

  @Test
  void keysMayBeSeveralAndComputedFromWhatWasAddedBefore() throws Exception {
    Path levels = Files.createDirectories(folder.resolve("levels"));
    Files.writeString(levels.resolve("a.csv"), "1,A,gold\n2,B,silver\n");
    SqlPipeline pipeline =
        pipeline(
            """
              levels:
                files: {path: %s, format: csv}
                schema: "level INT, initial STRING, title STRING"
                keys: ["level", "left(name, 1) AS initial"]
            """
                .formatted(levels));
    pipeline.references().refresh();

    pipeline.run(RECORDS);

    assertThat(pipeline.rows().orderBy("n").select("title").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("gold", null, null, "silver");
    assertThat(pipeline.rows().columns()).endsWith("ts", "user", "n", "name", "level", "title");
  }

  @Test
  void aKeyThatCannotBeComputedMakesADeadLetter() throws Exception {
    put("x,X,1");
    SqlPipeline pipeline =
        new SqlPipeline(spark, folder, enrich("keys: [\"regexp_extract('x', user, 0) AS id\"]"));
    pipeline.references().refresh();

    StagedBatch batch = pipeline.run(List.of(new Source(0, 0, "{\"n\":1,\"user\":\"(\"}")));

    assertThat(batch.counts()).isEqualTo(new RecordCounts(1, 0, 0, 1));
    assertThat(pipeline.deadLetters().first().<String>getAs("reason"))
        .startsWith("reference users: SparkRuntimeException: ");
  }

  @Test
  void theNextBatchUsesNewData() throws Exception {
    SqlPipeline pipeline = pipeline("");
    pipeline.references().refresh();
    pipeline.run(RECORDS.subList(0, 1));
    put("ann,Anna,1");
    pipeline.references().refresh();
    pipeline.references().refresh();
    pipeline.run(RECORDS.subList(0, 1));

    assertThat(rows(pipeline)).containsExactlyInAnyOrder("1 ann Ann, A. 1", "1 ann Anna 1");
  }

  @Test
  void aBatchThatRunsKeepsItsData() throws Exception {
    SqlPipeline pipeline = pipeline("");
    pipeline.references().refresh();
    var before = pipeline.references().enrichment();
    put("ann,Anna,1");
    pipeline.references().refresh();

    var running = before.start();

    assertThat(running).isNotNull();
    assertThat(pipeline.references().enrichment()).isNotNull();
    assertThatThrownBy(before::start).hasMessageContaining("destroyed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"ann,Ann", "ann,Ann,one", "ann,Ann,1\\nann,Anna,2", "''", "ann,Ann,1,x"})
  void aRefreshThatFailsKeepsTheData(String garbage) throws Exception {
    SqlPipeline pipeline = pipeline("");
    pipeline.references().refresh();
    put(garbage.replace("\\n", "\n"));

    pipeline.references().refresh();
    pipeline.run(RECORDS.subList(0, 1));

    assertThat(rows(pipeline)).containsExactly("1 ann Ann, A. 1");
  }

  @Test
  void dataThatIsGoneStaysInUse() throws Exception {
    SqlPipeline pipeline = pipeline("");
    pipeline.references().refresh();
    Files.delete(users.resolve("a.csv"));
    pipeline.references().refresh();
    Files.delete(users);
    pipeline.references().refresh();

    pipeline.run(RECORDS.subList(0, 1));

    assertThat(rows(pipeline)).containsExactly("1 ann Ann, A. 1");
  }

  @Test
  void nothingRunsBeforeTheFirstLoad() throws Exception {
    Files.delete(users.resolve("a.csv"));
    SqlPipeline pipeline = pipeline("");
    pipeline.references().refresh();

    assertThat(pipeline.references().loaded()).isFalse();
    assertThatThrownBy(() -> pipeline.run(RECORDS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Reference users is not loaded");

    put("ann,Ann,1");
    pipeline.references().refresh();
    assertThat(pipeline.references().loaded()).isTrue();
  }

  @Test
  void isRefreshedBesideTheBatchesAndMeasured() throws Exception {
    SqlPipeline pipeline = pipeline("", "refresh: 1s");
    try (References references = pipeline.references()) {
      references.start();
      await().until(references::loaded);
      assertThat(gauge("reference_rows.users")).isEqualTo(2.0);
      assertThat(gauge("reference_failed_refreshes_total.users")).isEqualTo(0.0);

      put("ann,Anna,1");
      await().until(() -> gauge("reference_rows.users") == 1.0);
      put("garbage");
      await().until(() -> gauge("reference_failed_refreshes_total.users") > 0);

      pipeline.run(RECORDS.subList(0, 1));
      assertThat(rows(pipeline)).containsExactly("1 ann Anna 1");
      assertThat(gauge("reference_age_seconds.users")).isNotNegative();
    }
    assertThat(DriverMetrics.ofThisProcess().metricRegistry().getNames())
        .doesNotContain("reference_rows.users");
  }

  private static double gauge(String name) {
    return (Double) DriverMetrics.ofThisProcess().metricRegistry().getGauges().get(name).getValue();
  }

  private SqlPipeline pipeline(String sections, String... lines) throws IOException {
    List<String> all = new ArrayList<>(List.of("keys: [user AS id]"));
    all.addAll(Arrays.asList(lines));
    return new SqlPipeline(spark, folder, enrich(all.toArray(String[]::new)) + sections);
  }

  private String enrich(String... lines) {
    return """
    enrich:
      users:
        files: {path: %s, format: csv}
        schema: "id STRING, name STRING, level INT"
    """
            .formatted(users)
        + String.join("\n", lines).indent(4);
  }

  /** Replaces the users by a rename, as documented. */
  private void put(String... lines) throws IOException {
    Path next = folder.resolve("next.csv");
    Files.writeString(next, String.join("\n", lines) + "\n");
    Files.move(next, users.resolve("a.csv"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(users.resolve(".a.csv.crc"));
  }

  private static List<String> rows(SqlPipeline pipeline) {
    return pipeline
        .rows()
        .orderBy("n")
        .selectExpr(
            "CONCAT(n, ' ', NVL(user, 'null'), ' ', NVL(name, 'null'), ' ',"
                + " NVL(CAST(level AS STRING), 'null'))")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
