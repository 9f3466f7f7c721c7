package io.keystream.job.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.output.LocalSpark.Source;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Functions that a pipeline brings along, in rules and in SQL. */
class FunctionsTest {
  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  @TempDir private Path folder;

  /** Refuses one user by an exception. */
  public static final class Initial implements UDF1<String, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String call(String user) {
      if ("nobody".equals(user)) {
        throw new IllegalArgumentException("nobody has no initial");
      }
      return user == null ? null : user.substring(0, 1);
    }
  }

  /** Multiplies. */
  public static final class Price implements UDF2<Integer, Integer, BigDecimal> {
    private static final long serialVersionUID = 1L;

    @Override
    public BigDecimal call(Integer n, Integer cents) {
      return n == null ? null : BigDecimal.valueOf((long) n * cents, 2);
    }
  }

  @Test
  void areCalledInTasksAndWhatTheyThrowInARuleIsADeadLetter() throws Exception {
    SqlPipeline pipeline =
        new SqlPipeline(
            spark,
            folder,
            """
            functions:
              initial: io.keystream.job.output.FunctionsTest$Initial
              price: io.keystream.job.output.FunctionsTest$Price RETURNS DECIMAL(9,2)
            validate:
              ann-or-bob: "initial(user) IN ('a', 'b')"
            transform:
              sql: SELECT initial(user) AS i, price(n, 150) AS p FROM records
            """);

    StagedBatch batch =
        pipeline.run(
            List.of(
                new Source(0, 0, "{\"n\":1,\"user\":\"ann\"}"),
                new Source(0, 1, "{\"user\":\"bob\"}"),
                new Source(0, 2, "{\"n\":3,\"user\":\"eve\"}"),
                new Source(0, 3, "{\"n\":4,\"user\":\"nobody\"}")));

    assertThat(batch.counts()).isEqualTo(new RecordCounts(4, 2, 0, 2));
    assertThat(pipeline.rows().orderBy("i").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[a,1.50]", "[b,null]");
    assertThat(pipeline.deadLetters().orderBy("kafka_offset").collectAsList())
        .extracting(letter -> letter.<String>getAs("reason"))
        .satisfiesExactly(
            eve -> assertThat(eve).isEqualTo("rule ann-or-bob: false"),
            nobody -> assertThat(nobody).startsWith("rule ann-or-bob: SparkException: "));
  }
}
