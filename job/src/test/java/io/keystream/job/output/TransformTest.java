package io.keystream.job.output;

import static io.keystream.job.output.SqlPipeline.DEAD;
import static io.keystream.job.output.SqlPipeline.READ;
import static io.keystream.job.output.SqlPipeline.RECORDS;
import static io.keystream.job.output.SqlPipeline.VALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.RecordCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SQL makes of batches, read back by Spark. */
class TransformTest {
  private static final String PROJECTION = "SELECT n, upper(user) AS name FROM records";
  private static final String AGGREGATE =
      "SELECT n % 3 AS g, count(*) AS c, sum(n) AS s FROM records GROUP BY n % 3";
  private static final String SELF_JOIN =
      "SELECT a.n, b.n AS m FROM records a JOIN records b ON a.n = b.n + 1";
  private static final String CROSS_JOIN =
      "SELECT a.n, b.n AS m FROM records a CROSS JOIN records b";
  private static final String LIMIT = "SELECT n FROM records LIMIT 1";
  private static final String EXPLODE = "SELECT n, explode(split(user, ',')) AS part FROM records";
  private static final String UNION = "SELECT n FROM records UNION ALL SELECT -n FROM records";
  private static final String NOTHING = "SELECT n FROM records WHERE 1 = 0";

  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  @TempDir private Path folder;

  @Test
  void aProjectionWritesItsColumnsAndReadsTheSourceOnce() throws Exception {
    SqlPipeline pipeline = pipeline(PROJECTION);

    StagedBatch batch = pipeline.run();

    assertThat(batch.counts()).isEqualTo(new RecordCounts(RECORDS, VALID, 0, DEAD));
    assertThat(READ).hasValue(RECORDS);
    assertThat(pipeline.rows().schema().toDDL()).isEqualTo("n INT,name STRING");
    assertThat(pipeline.rows().orderBy("n").first().mkString(" ")).isEqualTo("0 U0,V");
    assertComplete(pipeline, batch, VALID);
  }

  @Test
  void aFilterCountsWhatItLeavesOut() throws Exception {
    SqlPipeline pipeline = pipeline("SELECT * FROM records WHERE n < 10");

    StagedBatch batch = pipeline.run();

    assertThat(batch.counts()).isEqualTo(new RecordCounts(RECORDS, 8, 16, DEAD));
    assertThat(READ).hasValue(RECORDS);
    assertThat(pipeline.rows().schema().fieldNames())
        .containsExactly(
            "kafka_topic", "kafka_partition", "kafka_offset", "kafka_timestamp", "ts", "user", "n");
    assertComplete(pipeline, batch, 8);
  }

  @Test
  void anAggregateTakesTheWholeBatchTogetherAndReadsTheSourceOnce() throws Exception {
    SqlPipeline pipeline = pipeline(AGGREGATE);

    StagedBatch batch = pipeline.run();

    assertThat(batch.counts()).isEqualTo(new RecordCounts(RECORDS, VALID, 0, DEAD));
    assertThat(READ).hasValue(RECORDS);
    assertThat(pipeline.rows().orderBy("g").collectAsList())
        .extracting(row -> row.mkString(" "))
        .containsExactly("0 8 102", "1 8 122", "2 8 112");
    assertComplete(pipeline, batch, 3);
  }

  @Test
  void aWindowFunctionSeesTheWholeBatch() throws Exception {
    SqlPipeline pipeline =
        pipeline("SELECT n, row_number() OVER (PARTITION BY n % 2 ORDER BY n) AS r FROM records");

    StagedBatch batch = pipeline.run();

    assertThat(batch.counts()).isEqualTo(new RecordCounts(RECORDS, VALID, 0, DEAD));
    assertThat(pipeline.rows().where("r = 12").count()).isEqualTo(2);
    assertComplete(pipeline, batch, VALID);
  }

  @Test
  void aViewReadTwiceGivesEveryDeadLetterOnce() throws Exception {
    SqlPipeline pipeline = pipeline(SELF_JOIN);

    StagedBatch batch = pipeline.run();

    assertThat(batch.counts()).isEqualTo(new RecordCounts(RECORDS, VALID, 0, DEAD));
    assertComplete(pipeline, batch, 18);
  }

  @Test
  void aTaskThatReadsAPartitionTwiceOverwritesNothing() throws Exception {
    SqlPipeline pipeline = pipeline(CROSS_JOIN);

    StagedBatch batch = pipeline.run();

    assertThat(batch.counts()).isEqualTo(new RecordCounts(RECORDS, VALID, 0, DEAD));
    assertComplete(pipeline, batch, VALID * VALID);
  }

  @Test
  void aLimitLeavesNoRecordUnread() throws Exception {
    SqlPipeline pipeline = pipeline(LIMIT);

    StagedBatch batch = pipeline.run();

    assertThat(batch.counts()).isEqualTo(new RecordCounts(RECORDS, VALID, 0, DEAD));
    assertThat(READ).hasValue(RECORDS);
    assertComplete(pipeline, batch, 1);
  }

  @Test
  void aRecordMayBecomeManyRows() throws Exception {
    SqlPipeline pipeline = pipeline(EXPLODE);

    StagedBatch batch = pipeline.run();

    assertThat(batch.counts()).isEqualTo(new RecordCounts(RECORDS, VALID, 0, DEAD));
    assertComplete(pipeline, batch, 2 * VALID);
  }

  @Test
  void aResultThatNeedsNoRecordLeavesNoneUnreadEither() throws Exception {
    SqlPipeline pipeline = pipeline(NOTHING);

    StagedBatch batch = pipeline.run();

    assertThat(batch.counts()).isEqualTo(new RecordCounts(RECORDS, 0, VALID, DEAD));
    assertThat(READ).hasValue(RECORDS);
    assertThat(batch.output("files").files()).isEmpty();
    assertThat(pipeline.deadLetters().count()).isEqualTo(DEAD);
  }

  @ParameterizedTest
  @ValueSource(strings = {PROJECTION, AGGREGATE, SELF_JOIN, CROSS_JOIN, LIMIT, EXPLODE, UNION})
  void tasksThatAreTriedAgainCountOnce(String sql) throws Exception {
    SqlPipeline untroubled = SqlPipeline.of(spark, folder.resolve("untroubled"), sql);
    StagedBatch expected = untroubled.run();
    SqlPipeline pipeline = SqlPipeline.of(spark, folder.resolve("tried"), sql);

    StagedBatch batch = pipeline.run(1);

    assertThat(batch.counts()).isEqualTo(expected.counts());
    assertComplete(pipeline, batch, expected.output("files").rows());
    assertThat(sorted(pipeline)).isEqualTo(sorted(untroubled));
  }

  @Test
  void aTaskThatFailsEveryTimeFailsTheBatch() throws Exception {
    SqlPipeline pipeline = pipeline(PROJECTION);

    assertThatThrownBy(() -> pipeline.run(99))
        .isInstanceOf(SparkException.class)
        .hasMessageContaining("failed 3 times")
        .hasMessageContaining("attempt fails after 5 records");
    assertThat(pipeline.published()).isEmpty();
  }

  @Test
  void aFailureWhileReadingWhatALimitLeftFailsTheTask() throws Exception {
    SqlPipeline pipeline = pipeline(LIMIT);

    assertThatThrownBy(() -> pipeline.run(99))
        .isInstanceOf(SparkException.class)
        .hasMessageContaining(
            "Could not read the records that the transform left:"
                + " java.lang.IllegalStateException: attempt fails after 5 records");
    assertThat(pipeline.published()).isEmpty();
  }

  @Test
  void rowsGoToTheFolderOfAComputedDate() throws Exception {
    SqlPipeline pipeline =
        new SqlPipeline(
            spark,
            folder,
            """
            transform:
              sql: |
                SELECT n,
                  ts + make_interval(0, 0, 0, n % 2) AS day
                FROM records
            """,
            "partition-by-date-of: day");

    StagedBatch batch = pipeline.run();

    assertThat(pipeline.rows().select("date").distinct().orderBy("date").collectAsList())
        .extracting(row -> String.valueOf(row.get(0)))
        .containsExactly("2026-01-31", "2026-02-01");
    assertComplete(pipeline, batch, VALID);
  }

  @Test
  void aBatchWithoutRecordsWritesNoFile() throws Exception {
    for (String sql : List.of(PROJECTION, SELF_JOIN, LIMIT)) {
      StagedBatch batch = pipeline(sql).run(List.of());

      assertThat(batch.counts()).isEqualTo(RecordCounts.NONE);
      assertThat(batch.output("files").files()).isEmpty();
      assertThat(batch.output(Outputs.DEAD_LETTERS).files()).isEmpty();
    }
  }

  @Test
  void batchesFollowEachOther() throws Exception {
    SqlPipeline pipeline = pipeline(AGGREGATE);

    pipeline.run();
    StagedBatch second = pipeline.run();

    assertThat(second.counts()).isEqualTo(new RecordCounts(RECORDS, VALID, 0, DEAD));
    assertThat(pipeline.rows().count()).isEqualTo(6);
    assertThat(pipeline.deadLetters().count()).isEqualTo(2 * DEAD);
  }

  private SqlPipeline pipeline(String sql) throws IOException {
    return SqlPipeline.of(spark, folder, sql);
  }

  /** Every file that was told is there, and no other, with every row and every dead letter once. */
  private static void assertComplete(SqlPipeline pipeline, StagedBatch batch, long rows)
      throws IOException {
    assertThat(batch.counts().accountsForAll()).isTrue();
    assertThat(batch.output("files").rows()).isEqualTo(rows);
    assertThat(pipeline.rows().count()).isEqualTo(rows);
    assertThat(pipeline.deadLetters().collectAsList())
        .extracting(row -> row.<Long>getAs("kafka_offset"))
        .containsExactlyInAnyOrder(4L, 9L, 14L, 19L, 24L, 29L);
    assertThat(pipeline.published())
        .extracting(Path::toString)
        .containsExactlyInAnyOrderElementsOf(
            batch.outputs().stream()
                .flatMap(output -> output.files().stream())
                .map(CommittedFile::path)
                .toList());
  }

  private static String sorted(SqlPipeline pipeline) {
    return pipeline.rows().collectAsList().stream()
        .map(Row::mkString)
        .sorted()
        .collect(Collectors.joining("\n"));
  }
}
