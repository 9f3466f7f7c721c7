package io.keystream.job.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.RowTypes;
import io.keystream.job.output.LocalSpark.Source;
import io.keystream.job.record.RecordParser;
import io.keystream.job.record.RowRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkException;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that are tried again. */
class StageTaskTest {
  private static LocalSpark spark;

  @TempDir private Path folder;

  @BeforeAll
  static void startSpark() {
    spark = new LocalSpark();
  }

  @AfterAll
  static void stopSpark() {
    spark.close();
  }

  @Test
  void aTaskThatIsTriedAgainCountsOnce() throws Exception {
    List<TaskReport> reports = run(new Failing(1));

    assertThat(reports).extracting(TaskReport::read).containsExactly(10L, 10L);
    assertThat(reports)
        .extracting(report -> report.files().stream().mapToLong(StagedFile::rows).sum())
        .containsExactly(10L, 10L);
    String[] reported =
        reports.stream()
            .flatMap(report -> report.files().stream())
            .map(file -> folder.resolve("files").resolve(file.name()).toString())
            .toArray(String[]::new);
    assertThat(spark.session().read().parquet(reported).select("kafka_offset").distinct().count())
        .isEqualTo(20);
  }

  @Test
  void aTaskThatFailsEveryTimeFailsTheBatch() {
    assertThatThrownBy(() -> run(new Failing(99)))
        .isInstanceOf(SparkException.class)
        .hasMessageContaining("failed 3 times")
        .hasMessageContaining("attempt fails after 5 records");
  }

  private List<TaskReport> run(RecordParser parser) throws IOException {
    StructType schema = RowTypes.records(parser.schema());
    ParquetFormat rows = ParquetFormat.prepare(spark.session(), schema);
    ParquetFormat deadLetters = ParquetFormat.prepare(spark.session(), RowColumns.DEAD_LETTER);
    StageTask task =
        new StageTask(
            parser,
            new RowRules(Map.of(), schema),
            new Staging(Outputs.FILES, rows, folder.toString(), "batch"),
            new Staging(Outputs.DEAD_LETTERS, deadLetters, folder.toString(), "batch"),
            new DateFolder(-1));
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sources.add(new Source(i / 10, i, "value"));
    }
    return spark.records(sources, 2).mapPartitions(task).collect();
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
      if (++records > 5 && TaskContext.get().attemptNumber() < attempts) {
        throw new IllegalStateException("attempt fails after 5 records");
      }
      row.update(0, UTF8String.fromString(new String(value, UTF_8)));
      return null;
    }
  }
}
