package io.keystream.job.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.PipelineYaml;
import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.output.LocalSpark.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Key and headers on their way through rules, SQL and files. */
class MetadataColumnsTest {
  private static final List<Source> RECORDS =
      List.of(
          new Source(0, 1, "{\"n\":1}"), new Source(0, 2, "{\"n\":2}"), new Source(0, 3, "none"));

  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "json"})
  void areWrittenBeforeTheParsedColumns(String format) throws Exception {
    StagedBatch batch = stage(yaml("binary").files("format: " + format).text());

    Dataset<Row> rows = read(batch, format);

    assertThat(batch.counts()).isEqualTo(new RecordCounts(3, 2, 0, 1));
    assertThat(
            rows.orderBy("kafka_offset")
                .selectExpr(
                    "CAST(kafka_key AS STRING)",
                    "kafka_headers.key",
                    "CAST(element_at(kafka_headers, -1).value AS STRING)",
                    "n")
                .collectAsList())
        .extracting(row -> row.get(0), row -> row.getList(1), row -> row.get(2), row -> row.get(3))
        .containsExactly(
            tuple("k1", List.of("trace", "none", "trace"), "t1", 1),
            tuple(null, List.of(), null, 2));
  }

  @Test
  void areSeenByRulesSqlAndFolders() throws Exception {
    StagedBatch batch =
        stage(
            yaml("string").files("partition-by: [tenant]").text()
                + """
                validate:
                  has-key: kafka_key IS NOT NULL
                transform:
                  sql: |
                    SELECT kafka_key AS tenant, n,
                      CAST(map_from_entries(kafka_headers)['trace'] AS STRING) AS trace
                    FROM records
                """);

    assertThat(batch.counts()).isEqualTo(new RecordCounts(3, 1, 0, 2));
    assertThat(batch.output("files").files())
        .extracting(CommittedFile::path)
        .singleElement()
        .asString()
        .startsWith(folder + "/out/tenant=k1/");
    Row row = read(batch, "parquet").collectAsList().get(0);
    assertThat(row.<String>getAs("trace")).isEqualTo("t1");
  }

  private PipelineYaml yaml(String key) {
    return PipelineYaml.in(folder)
        .section("parse", "format: json", "schema: n INT")
        .section("metadata", "key: " + key, "headers: true");
  }

  private StagedBatch stage(String yaml) throws IOException {
    PipelineConfig config = PipelineConfig.parse(yaml, "test");
    return new Outputs(home().home(), "id", config, spark.session())
        .stage(spark.records(RECORDS, 1), 1, 1);
  }

  private TestHome home() throws IOException {
    return new TestHome(folder.resolve("home"));
  }

  private Dataset<Row> read(StagedBatch batch, String format) throws IOException {
    String staged =
        home().home().staging(1, 1) + "/" + batch.output("files").files().get(0).staged();
    return spark
        .session()
        .read()
        .schema(
            "tenant STRING, trace STRING, kafka_offset BIGINT, kafka_key BINARY,"
                + " kafka_headers ARRAY<STRUCT<key: STRING, value: BINARY>>, n INT")
        .format(format)
        .load(staged);
  }
}
