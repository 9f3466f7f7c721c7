package io.keystream.job.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.PipelineYaml;
import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.output.LocalSpark.Source;
import io.keystream.job.sink.Deliveries;
import io.keystream.job.sink.DeliveryException;
import io.keystream.job.sink.FolderSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pipeline that writes files, other files of some rows, and hands rows to a sink. */
class SeveralOutputsTest {
  private static final int RECORDS = 20;
  private static final int DEAD = 4;

  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  @TempDir private Path folder;
  private TestHome home;
  private Path sink;

  @BeforeEach
  void makeHome() {
    home = new TestHome(folder.resolve("home"));
    sink = folder.resolve("sink");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "transform:\n  sql: SELECT * FROM records\n"})
  void everyOutputGetsItsRowsAndColumns(String transform) throws Exception {
    Outputs outputs = outputs(transform);
    StagedBatch batch = stage(outputs, 1);

    assertThat(batch.counts()).isEqualTo(new RecordCounts(RECORDS, RECORDS - DEAD, 0, DEAD));
    assertThat(batch.outputs())
        .extracting(OutputCommit::name, OutputCommit::rows)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("all", 16L),
            org.assertj.core.api.Assertions.tuple("even", 8L),
            org.assertj.core.api.Assertions.tuple("sink", 6L),
            org.assertj.core.api.Assertions.tuple("dead-letters", 4L));

    publish(outputs, 1, batch);

    assertThat(rows("out").count()).isEqualTo(16);
    assertThat(rows("even").columns()).containsExactly("n", "name");
    assertThat(rows("even").orderBy("n").collectAsList())
        .extracting(Row::mkString)
        .startsWith("0U0", "2U2", "6U6");
    assertThat(delivered())
        .containsExactlyInAnyOrder(
            "{\"n\":13,\"name\":\"u13\"}",
            "{\"n\":15,\"name\":\"u15\"}",
            "{\"n\":16,\"name\":\"u16\"}",
            "{\"n\":17,\"name\":\"u17\"}",
            "{\"n\":18,\"name\":\"u18\"}",
            "{\"n\":12,\"name\":\"u12\"}");
    assertThat(home.files().list(home.home().staging(1, 1))).isEmpty();
  }

  @Test
  void anEntryThatIsPublishedAgainIsDeliveredOnce() throws Exception {
    Outputs outputs = outputs("");
    StagedBatch batch = stage(outputs, 1);
    publish(outputs, 1, batch);

    publish(outputs, 1, batch);

    assertThat(delivered()).hasSize(6);
  }

  @Test
  void aSinkThatFailsHoldsTheFilesAndIsTriedAgain() throws Exception {
    Outputs outputs = outputs("");
    StagedBatch batch = stage(outputs, 1);
    Files.writeString(sink, "in the way of the folder");

    assertThatThrownBy(() -> publish(outputs, 1, batch))
        .isInstanceOf(DeliveryException.class)
        .hasMessageStartingWith("Output sink does not take entry 1: share ")
        .hasMessageContaining(sink.toString());
    assertThat(folder.resolve("out")).doesNotExist();

    Files.delete(sink);
    publish(outputs, 1, batch);

    assertThat(delivered()).hasSize(6);
    assertThat(rows("out").count()).isEqualTo(16);
  }

  @Test
  void anOutputThatIsGoneFromThePipelineIsNotForgotten() throws Exception {
    StagedBatch batch = stage(outputs(""), 1);
    Publisher filesOnly = new Publisher(home.files(), home.home());

    assertThatThrownBy(() -> filesOnly.publish(entry(1, batch)))
        .isInstanceOf(LedgerException.class)
        .hasMessage(
            "Entry 1 has rows for the output sink, which may not be delivered yet, but pipeline.yaml"
                + " has no such output: start the release before once more, so that it can deliver"
                + " them, and stop it");
  }

  @Test
  void rowsThatWereDeletedBeforeTheirDeliveryAreMissed() throws Exception {
    Outputs outputs = outputs("");
    StagedBatch first = stage(outputs, 1);
    publish(outputs, 1, first);
    StagedBatch second = stage(outputs, 2).after(entry(1, first));
    home.files().delete(home.home().staging(1, 2));

    assertThatThrownBy(() -> publish(outputs, 2, second))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("were not delivered, as the output itself says");
  }

  @Test
  void aSinkThatForgetsItsProgressIsNoticed() throws Exception {
    Outputs outputs = outputs("");
    StagedBatch first = stage(outputs, 1);
    publish(outputs, 1, first);
    StagedBatch second = stage(outputs, 2).after(entry(1, first));
    assertThat(second.output("sink").previous()).isEqualTo(1);
    try (Stream<Path> files = Files.list(sink)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }

    assertThatThrownBy(() -> publish(outputs, 2, second))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("may be delivered or not: entry 1 was");
  }

  private Outputs outputs(String sections) throws IOException {
    String outputs =
        """
        outputs:
          all:
            files:
              path: %1$s/out
          even:
            where: n %% 2 = 0
            columns: [n, upper(name) AS name]
            files:
              path: %1$s/even
          sink:
            where: n > 11
            columns: [n, name]
            custom:
              class: %2$s
              writers: 2
              options:
                folder: %1$s/sink
        """
            .formatted(folder, FolderSink.class.getName());
    String yaml =
        PipelineYaml.in(folder)
            .section("parse", "format: json", "schema: \"n INT, name STRING\"")
            .text()
            .replaceFirst("(?s)output:\n  files:\n    path: [^\n]*\n", "");
    return new Outputs(
        home.home(),
        "id",
        io.keystream.job.config.PipelineConfig.parse(yaml + outputs + sections, "test"),
        spark.session());
  }

  private StagedBatch stage(Outputs outputs, long sequence) {
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      String json = i % 5 == 4 ? "no JSON" : "{\"n\":%d,\"name\":\"u%d\"}".formatted(i, i);
      sources.add(new Source(i % 3, i, json));
    }
    return outputs.stage(spark.records(sources, 3), 1, sequence);
  }

  private void publish(Outputs outputs, long sequence, StagedBatch batch) throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.session().sparkContext());
    Deliveries deliveries = new Deliveries(context, home.files(), home.home(), outputs.targets());
    new Publisher(home.files(), home.home(), deliveries).publish(entry(sequence, batch));
  }

  private static LedgerEntry entry(long sequence, StagedBatch batch) {
    return Entries.entry(
        sequence, 1, List.of(), batch.outputs(), batch.counts(), RecordCounts.NONE);
  }

  private List<String> delivered() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(sink)) {
      for (Path file : files.toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private Dataset<Row> rows(String output) {
    return spark.session().read().parquet(folder.resolve(output).toString());
  }
}
