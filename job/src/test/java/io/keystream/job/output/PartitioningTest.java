package io.keystream.job.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.output.LocalSpark.Source;
import io.keystream.job.record.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.hdfs.DFSUtilClient;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows in folders named by their columns, read back by Spark. */
class PartitioningTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "json"})
  void anyTextNamesAFolderFromWhichItIsRead(String format) throws Exception {
    FilesPipeline pipeline =
        new FilesPipeline(
            spark, folder, "s STRING, t STRING", "format: " + format, "partition-by: [s]");
    List<Source> records = new ArrayList<>();
    for (String text : HostileTexts.ALL) {
      records.add(new Source(0, records.size(), json(Map.of("s", text, "t", text))));
    }

    StagedBatch batch = pipeline.run(records, 2);

    assertThat(batch.counts().written()).isEqualTo(HostileTexts.ALL.size());
    assertThat(pipeline.problems()).isEmpty();
    assertThat(pipeline.published()).hasSize(HostileTexts.ALL.size());
    assertThat(pipeline.published())
        .allSatisfy(file -> assertThat(file.getParent().getParent()).isEqualTo(pipeline.out()))
        .allSatisfy(file -> assertThat(DFSUtilClient.isValidName(file.toString())).isTrue());
    List<Row> rows =
        pipeline
            .reader("kafka_offset BIGINT, t STRING, s STRING")
            .format(format)
            .load(pipeline.out().toString())
            .collectAsList();
    assertThat(rows).hasSize(HostileTexts.ALL.size());
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.<String>getAs("s")).isEqualTo(row.getAs("t")));
  }

  @Test
  void nullAndEmptyGoWhereHiveLooksForThem() throws Exception {
    FilesPipeline pipeline =
        new FilesPipeline(spark, folder, "s STRING, i INT", "partition-by: [s, i]");

    pipeline.run(
        List.of(
            new Source(0, 0, "{\"s\":\"\",\"i\":1}"),
            new Source(0, 1, "{\"i\":1}"),
            new Source(0, 2, "{\"s\":\"a\"}"),
            new Source(0, 3, "{\"s\":\"\",\"i\":1}")),
        1);

    assertThat(folders(pipeline))
        .containsExactlyInAnyOrder(
            "s=__HIVE_DEFAULT_PARTITION__/i=1", "s=a/i=__HIVE_DEFAULT_PARTITION__");
    assertThat(
            pipeline
                .reader("kafka_offset BIGINT, s STRING, i INT")
                .parquet(pipeline.out().toString())
                .orderBy("kafka_offset")
                .collectAsList())
        .extracting(row -> row.mkString(" "))
        .containsExactly("0 null 1", "1 null 1", "2 a null", "3 null 1");
  }

  @Test
  void everyTypeOfPartitionColumnIsReadBack() throws Exception {
    String columns = "s STRING, i INT, l BIGINT, day DATE, b BOOLEAN";
    FilesPipeline pipeline =
        new FilesPipeline(spark, folder, columns, "partition-by: [s, i, l, day, b]");

    pipeline.run(
        List.of(
            new Source(
                0,
                0,
                "{\"s\":\"x\",\"i\":-1,\"l\":9223372036854775807,\"day\":\"1969-12-31\",\"b\":true}"),
            new Source(0, 1, "{\"s\":\"x\",\"i\":0,\"l\":0,\"day\":\"2026-02-28\",\"b\":false}")),
        1);

    assertThat(folders(pipeline))
        .containsExactlyInAnyOrder(
            "s=x/i=-1/l=9223372036854775807/day=1969-12-31/b=true",
            "s=x/i=0/l=0/day=2026-02-28/b=false");
    assertThat(
            pipeline
                .reader("kafka_offset BIGINT, " + columns)
                .parquet(pipeline.out().toString())
                .orderBy("kafka_offset")
                .collectAsList())
        .extracting(row -> row.mkString(" "))
        .containsExactly("0 x -1 9223372036854775807 1969-12-31 true", "1 x 0 0 2026-02-28 false");
  }

  @Test
  void theDateComesFirstAndItsColumnStaysInTheFile() throws Exception {
    FilesPipeline pipeline =
        new FilesPipeline(
            spark,
            folder,
            "ts TIMESTAMP, user STRING",
            "partition-by-date-of: ts",
            "partition-by: [kafka_topic, user]");

    pipeline.run(
        List.of(new Source(0, 0, "{\"ts\":\"2026-01-31T23:59:59Z\",\"user\":\"a b\"}")), 1);

    assertThat(folders(pipeline)).containsExactly("date=2026-01-31/kafka_topic=access/user=a b");
    String file = pipeline.published().get(0).toString();
    assertThat(spark.session().read().parquet(file).columns())
        .containsExactly("kafka_partition", "kafka_offset", "kafka_timestamp", "ts");
  }

  @Test
  void manyFoldersInAnyOrderMakeOneFileEach() throws Exception {
    long seed = Seed.next();
    List<Source> records = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      records.add(
          new Source(0, i, json(Map.of("user", "u" + i % 97, "text", "r" + i, "n", i % 97))));
    }
    Collections.shuffle(records, Seed.random(seed));
    FilesPipeline pipeline =
        new FilesPipeline(spark, folder, "user STRING, text STRING, n INT", "partition-by: [user]");

    StagedBatch batch = pipeline.run(records, 1);

    assertThat(batch.counts()).isEqualTo(new RecordCounts(2_000, 2_000, 0, 0));
    assertThat(batch.output("files").rows()).isEqualTo(2_000);
    assertThat(pipeline.published()).hasSize(97);
    assertThat(pipeline.problems()).isEmpty();
    List<Row> rows =
        pipeline
            .reader("kafka_offset BIGINT, text STRING, n INT, user STRING")
            .parquet(pipeline.out().toString())
            .orderBy("kafka_offset")
            .collectAsList();
    assertThat(rows).hasSize(2_000);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).mkString(" ")).isEqualTo(i + " r" + i + " " + i % 97 + " u" + i % 97);
    }
  }

  @Test
  void rowsThatWaitedAreRotatedToo() throws Exception {
    List<Source> records = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      records.add(new Source(0, i, json(Map.of("n", i % 20))));
    }
    FilesPipeline pipeline =
        new FilesPipeline(spark, folder, "n INT", "partition-by: [n]", "max-rows-per-file: 4");

    StagedBatch batch = pipeline.run(records, 1);

    assertThat(batch.output("files").files())
        .hasSize(60)
        .allSatisfy(f -> assertThat(f.rows()).isIn(2L, 4L));
    assertThat(batch.counts().written()).isEqualTo(200);
    assertThat(
            spark
                .session()
                .read()
                .parquet(pipeline.out().toString())
                .select("n")
                .distinct()
                .count())
        .isEqualTo(20);
  }

  @Test
  void aValueThatNamesNoFolderIsADeadLetter() throws Exception {
    FilesPipeline pipeline =
        new FilesPipeline(spark, folder, "user STRING", "partition-by: [user]");
    String longest = "\u00fc".repeat(125);

    StagedBatch batch =
        pipeline.run(
            List.of(
                new Source(0, 0, json(Map.of("user", longest))),
                new Source(0, 1, json(Map.of("user", longest + "x"))),
                new Source(0, 2, json(Map.of("user", "/".repeat(100)))),
                new Source(0, 3, json(Map.of("user", "short")))),
            1);

    assertThat(batch.counts()).isEqualTo(new RecordCounts(4, 2, 0, 2));
    assertThat(folders(pipeline)).containsExactlyInAnyOrder("user=" + longest, "user=short");
    List<Row> letters =
        spark
            .session()
            .read()
            .parquet(pipeline.deadLetters().toString())
            .orderBy("kafka_offset")
            .collectAsList();
    assertThat(letters)
        .extracting(row -> row.<String>getAs("reason"))
        .containsExactly(
            "value of partition column user makes a folder name of 256 bytes, at most 255 are"
                + " possible",
            "value of partition column user makes a folder name of 305 bytes, at most 255 are"
                + " possible");
    assertThat(new String(letters.get(0).<byte[]>getAs("raw"), UTF_8)).contains(longest + "x");
  }

  private static List<String> folders(FilesPipeline pipeline) throws Exception {
    return pipeline.published().stream()
        .map(file -> pipeline.out().relativize(file.getParent()).toString())
        .distinct()
        .toList();
  }

  private static String json(Map<String, ?> fields) throws JsonProcessingException {
    return JSON.writeValueAsString(fields);
  }
}
