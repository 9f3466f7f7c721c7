package io.keystream.job.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.output.LocalSpark.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of outputs do what they say. */
class OutputExamplesTest {
  private static final Path EXAMPLES = Path.of("src", "main", "examples");
  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "parquet | 192.0.2.1 - - [31/Jan/2026:10:15:30 +0000] \"GET / HTTP/1.1\" 200 5 |"
            + " date=2026-01-31/.*\\.zstd\\.parquet",
        "orc | {\"ordered_at\":\"2026-01-31T10:15:30Z\",\"amount\":1.5} |"
            + " date=2026-01-31/.*\\.snappy\\.orc",
        "avro | {\"ordered_at\":\"2026-01-31T10:15:30Z\",\"amount\":1.5} |"
            + " date=2026-01-31/.*\\.avro",
        "json | {\"type\":\"login\"} | [^/]*\\.json\\.gz",
        "csv | {\"account\":\"a\"} | [^/]*\\.csv",
        "text | {\"ts\":\"2026-01-31T10:15:30Z\",\"host\":\"h1.example.com\",\"line\":\"x\"} |"
            + " date=2026-01-31/host=h1.example.com/.*\\.txt\\.gz",
        "partitions | {\"ordered_at\":\"2026-01-31T10:15:30Z\",\"country\":\"FR\",\"express\":true} |"
            + " date=2026-01-31/country=FR/express=true/.*\\.snappy\\.parquet",
        "hive | {\"ordered_at\":\"2026-01-31T10:15:30Z\",\"country\":\"FR\",\"amount\":1.5} |"
            + " date=2026-01-31/country=FR/.*\\.snappy\\.orc"
      })
  void writesWhatItSays(String name, String record, String file) throws Exception {
    PipelineConfig pipeline = PipelineConfig.load(EXAMPLES.resolve("output-" + name + ".yaml"));
    TestHome home = new TestHome(folder);

    StagedBatch batch =
        new Outputs(home.home(), "id", pipeline, spark.session())
            .stage(spark.records(List.of(new Source(0, 1, record.getBytes(UTF_8))), 1), 1, 1);

    assertThat(batch.counts().deadLettered()).isZero();
    assertThat(batch.output("files").files())
        .extracting(CommittedFile::path)
        .singleElement()
        .asString()
        .matches(pipeline.outputFolders().get(0) + "/" + file);
  }

  @ParameterizedTest
  @CsvSource({"output-kafka, kafka, {\"id\":1", "dead-letters-kafka, dead-letters-topic, no line"})
  void recordsForKafkaAreSpooled(String name, String output, String record) throws Exception {
    PipelineConfig pipeline = PipelineConfig.load(EXAMPLES.resolve(name + ".yaml"));
    TestHome home = new TestHome(folder);
    String value =
        record.startsWith("{")
            ? record + ",\"ordered_at\":\"2026-01-31T10:15:30Z\",\"express\":true,\"amount\":2}"
            : record;

    StagedBatch batch =
        new Outputs(home.home(), "id", pipeline, spark.session())
            .stage(spark.records(List.of(new Source(0, 1, value.getBytes(UTF_8))), 1), 1, 1);

    assertThat(batch.output(output).rows()).isEqualTo(1);
    assertThat(batch.output(output).spooled()).hasSize(1);
  }

  @Test
  void spoolsRowsForATable() throws Exception {
    PipelineConfig pipeline = PipelineConfig.load(EXAMPLES.resolve("output-jdbc.yaml"));
    String order =
        "{\"order_id\":\"1\",\"ordered_at\":\"2026-01-31T10:15:30Z\",\"amount\":1.5,\"pieces\":2}";

    StagedBatch batch =
        new Outputs(new TestHome(folder).home(), "id", pipeline, spark.session())
            .stage(spark.records(List.of(new Source(0, 1, order.getBytes(UTF_8))), 1), 1, 1);

    assertThat(batch.output("jdbc").rows()).isEqualTo(1);
    assertThat(OutputColumns.of(pipeline).get("jdbc").simpleString())
        .isEqualTo(
            "struct<order_id:string,ordered_at:timestamp,amount:decimal(12,2),items:string>");
  }

  @Test
  void everyExampleIsAmongThem() throws IOException {
    try (Stream<Path> examples = Files.list(EXAMPLES)) {
      assertThat(examples.map(path -> path.getFileName().toString()))
          .filteredOn(name -> name.startsWith("output-"))
          .containsExactlyInAnyOrder(
              "output-parquet.yaml",
              "output-orc.yaml",
              "output-avro.yaml",
              "output-json.yaml",
              "output-csv.yaml",
              "output-text.yaml",
              "output-partitions.yaml",
              "output-hive.yaml",
              "output-kafka.yaml",
              "output-jdbc.yaml");
    }
  }
}
