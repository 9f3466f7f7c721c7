package io.keystream.job.output;

import static io.keystream.job.output.SqlPipeline.DEAD;
import static io.keystream.job.output.SqlPipeline.RECORDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.output.LocalSpark.Source;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that fail a rule, before a transform and without one. */
class RulesTest {
  private static final String TRANSFORM = "transform:\n  sql: \"SELECT n, user FROM records\"\n";

  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", TRANSFORM})
  void aFailedRuleMakesADeadLetterThatNamesIt(String transform) throws Exception {
    SqlPipeline pipeline =
        new SqlPipeline(
            spark,
            folder,
            """
            validate:
              small: "n < 10"
              a-user: user IS NOT NULL
              pattern: "'x' RLIKE user"
            """
                + transform);
    List<Source> sources =
        List.of(
            new Source(0, 0, "{\"n\":1,\"user\":\"x\"}"),
            new Source(0, 1, "{\"n\":11,\"user\":\"x\"}"),
            new Source(0, 2, "{\"user\":\"x\"}"),
            new Source(0, 3, "{\"n\":3}"),
            new Source(0, 4, "{\"n\":4,\"user\":\"(\"}"),
            new Source(0, 5, "{\"n\":55,\"user\":\"(\"}"),
            new Source(0, 6, "not JSON"));

    StagedBatch batch = pipeline.run(sources);

    assertThat(batch.counts()).isEqualTo(new RecordCounts(7, 1, 0, 6));
    assertThat(pipeline.rows().select("n").collectAsList())
        .extracting(row -> row.getInt(0))
        .containsExactly(1);
    List<Row> letters = pipeline.deadLetters().orderBy("kafka_offset").collectAsList();
    assertThat(letters)
        .extracting(letter -> letter.<String>getAs("rule"))
        .containsExactly("small", "small", "a-user", "pattern", "small", null);
    assertThat(letters.subList(0, 3))
        .extracting(letter -> letter.<String>getAs("reason"))
        .containsExactly("rule small: false", "rule small: null", "rule a-user: false");
    assertThat(letters.get(3).<String>getAs("reason"))
        .startsWith("rule pattern: SparkRuntimeException: ")
        .doesNotContain("\n");
    assertThat(letters.get(4).<String>getAs("reason")).isEqualTo("rule small: false");
    assertThat(letters.get(5).<String>getAs("reason")).startsWith("json");
    assertThat(letters.get(3).<byte[]>getAs("raw"))
        .asString()
        .isEqualTo("{\"n\":4,\"user\":\"(\"}");
  }

  @Test
  void rulesSeePositionColumnsAndUseTheTimeZoneUtc() throws Exception {
    SqlPipeline pipeline =
        new SqlPipeline(
            spark,
            folder,
            """
            validate:
              morning: "hour(ts) = 10"
              third: "kafka_partition = 2 AND kafka_topic = 'access'"
            """);

    StagedBatch batch = pipeline.run();

    assertThat(batch.counts()).isEqualTo(new RecordCounts(RECORDS, 8, 0, DEAD + 16));
    assertThat(pipeline.deadLetters().where("rule = 'third'").count()).isEqualTo(16);
  }

  @Test
  void aTaskThatIsTriedAgainCountsFailedRulesOnce() throws Exception {
    SqlPipeline pipeline =
        new SqlPipeline(spark, folder, "validate:\n  even: \"n % 2 = 0\"\n" + TRANSFORM);

    StagedBatch batch = pipeline.run(1);

    assertThat(batch.counts()).isEqualTo(new RecordCounts(RECORDS, 12, 0, 18));
    assertThat(pipeline.deadLetters().count()).isEqualTo(18);
    assertThat(pipeline.rows().count()).isEqualTo(12);
  }
}
