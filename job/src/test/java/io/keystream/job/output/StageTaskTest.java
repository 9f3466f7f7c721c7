package io.keystream.job.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.Compression;
import io.keystream.job.config.FilesOutputConfig;
import io.keystream.job.config.OutputFormat;
import io.keystream.job.config.PipelineYaml;
import io.keystream.job.config.RowTypes;
import io.keystream.job.enrich.Enrichment;
import io.keystream.job.output.LocalSpark.Source;
import io.keystream.job.record.RecordMetadata;
import io.keystream.job.record.RecordParser;
import io.keystream.job.record.RowRules;
import io.keystream.job.sql.UserFunctions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks that are tried again. */
class StageTaskTest {
  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({", 2", "text, 100"})
  void aTaskThatIsTriedAgainCountsOnce(String partitionBy, int files) throws Exception {
    List<TaskReport> reports = run(new Failing(1), Optional.ofNullable(partitionBy));

    assertThat(reports).extracting(TaskReport::read).containsExactly(50L, 50L);
    assertThat(reports).extracting(TaskReport::oldest).containsOnly(LocalSpark.PRODUCED_AT);
    assertThat(reports)
        .extracting(report -> report.files().stream().mapToLong(StagedFile::rows).sum())
        .containsExactly(50L, 50L);
    String[] reported =
        reports.stream()
            .flatMap(report -> report.files().stream())
            .map(file -> folder.resolve("files").resolve(file.name()).toString())
            .toArray(String[]::new);
    assertThat(reported).hasSize(files);
    assertThat(spark.session().read().parquet(reported).select("kafka_offset").distinct().count())
        .isEqualTo(100);
  }

  @Test
  void aTaskThatFailsEveryTimeFailsTheBatch() {
    assertThatThrownBy(() -> run(new Failing(99), Optional.of("text")))
        .isInstanceOf(SparkException.class)
        .hasMessageContaining("failed 3 times")
        .hasMessageContaining("attempt fails after 40 records");
  }

  private List<TaskReport> run(RecordParser parser, Optional<String> partitionBy)
      throws IOException {
    StructType schema = RowTypes.records(parser.schema());
    FilesOutputConfig files =
        new FilesOutputConfig(
            "/out",
            OutputFormat.PARQUET,
            Compression.SNAPPY,
            Optional.empty(),
            partitionBy.map(List::of),
            Optional.empty(),
            false,
            Optional.empty());
    StageTask task =
        new StageTask(
            new RowSteps(
                new RecordMetadata(PipelineYaml.minimal().config().metadata()),
                parser,
                new RowRules(Map.of(), schema, UserFunctions.NONE),
                Enrichment.NONE),
            staging(FileOutput.rows(spark.session(), "files", Selection.all(schema), files)),
            staging(FileOutput.deadLetters(spark.session(), "/dead")));
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      sources.add(new Source(i / 50, i, "value " + i));
    }
    return spark.records(sources, 2).mapPartitions(task).collect();
  }

  private Staging staging(OutputPlan output) {
    return new Staging(List.of(output), folder.toString(), "batch");
  }

  /** Fails in the middle of a task's first attempts. */
  private static final class Failing implements RecordParser {
    private static final long serialVersionUID = 1L;

    private final int attempts;
    private int records;

    Failing(int attempts) {
      this.attempts = attempts;
    }

    @Override
    public StructType schema() {
      return new StructType().add("text", DataTypes.StringType);
    }

    @Override
    public String parse(byte[] value, InternalRow row) {
      if (++records > 40 && TaskContext.get().attemptNumber() < attempts) {
        throw new IllegalStateException("attempt fails after 40 records");
      }
      row.update(0, UTF8String.fromString(new String(value, UTF_8)));
      return null;
    }
  }
}
