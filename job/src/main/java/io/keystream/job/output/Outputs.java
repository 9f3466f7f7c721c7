package io.keystream.job.output;

import io.keystream.job.config.FilesOutputConfig;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.ledger.Sequences;
import io.keystream.job.record.RecordParser;
import io.keystream.job.record.RecordParsers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;

/** Stages the outputs of a batch. */
public final class Outputs {
  /** Name of the output of parsed rows. */
  public static final String FILES = "files";

  /** Name of the output of records that are no rows. */
  public static final String DEAD_LETTERS = "dead-letters";

  private final Home home;
  private final PipelineConfig pipeline;
  private final RecordParser parser;
  private final ParquetFormat rowFormat;
  private final ParquetFormat deadLetterFormat;

  /** Prepares the writers; {@code session} decides compression and the like. */
  public Outputs(Home home, PipelineConfig pipeline, SparkSession session) throws IOException {
    this.home = home;
    this.pipeline = pipeline;
    this.parser = RecordParsers.of(pipeline.parse());
    this.rowFormat =
        ParquetFormat.prepare(session, RowColumns.append(RowColumns.POSITION, parser.schema()));
    this.deadLetterFormat = ParquetFormat.prepare(session, RowColumns.DEAD_LETTER);
  }

  /** Runs the batch; when this returns everything is written, and nothing is published. */
  public StagedBatch stage(
      JavaRDD<ConsumerRecord<byte[], byte[]>> records, long epoch, long sequence) {
    String staging = home.staging(epoch, sequence).toString();
    StageTask task =
        new StageTask(
            parser, rowFormat, deadLetterFormat, dateColumn(), staging, Sequences.format(sequence));
    long read = 0;
    List<CommittedFile> rows = new ArrayList<>();
    List<CommittedFile> deadLetters = new ArrayList<>();
    for (TaskReport report : records.mapPartitions(task).collect()) {
      read += report.read();
      for (StagedFile file : report.files()) {
        (file.output().equals(FILES) ? rows : deadLetters).add(committed(file));
      }
    }
    return new StagedBatch(
        read, OutputCommit.of(FILES, rows), OutputCommit.of(DEAD_LETTERS, deadLetters));
  }

  private CommittedFile committed(StagedFile file) {
    String folder =
        file.output().equals(FILES) ? pipeline.output().path() : pipeline.deadLetters().path();
    return new CommittedFile(
        file.output() + "/" + file.name(),
        new Path(folder, file.name()).toString(),
        file.rows(),
        file.bytes());
  }

  private int dateColumn() {
    FilesOutputConfig files = pipeline.output();
    return files.partitionByDateOf().map(parser.schema()::fieldIndex).orElse(-1);
  }
}
