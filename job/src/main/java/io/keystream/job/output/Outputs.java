package io.keystream.job.output;

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
  private final FileOutput rows;
  private final FileOutput deadLetters;

  /** Prepares the writers. */
  public Outputs(Home home, PipelineConfig pipeline, SparkSession session) throws IOException {
    this.home = home;
    this.pipeline = pipeline;
    this.parser = RecordParsers.of(pipeline.parse());
    this.rows =
        FileOutput.rows(
            session, pipeline.output(), RowColumns.append(RowColumns.POSITION, parser.schema()));
    this.deadLetters = FileOutput.deadLetters(session);
  }

  /** Runs the batch; when this returns everything is written, and nothing is published. */
  public StagedBatch stage(
      JavaRDD<ConsumerRecord<byte[], byte[]>> records, long epoch, long sequence) {
    String staging = home.staging(epoch, sequence).toString();
    StageTask task = new StageTask(parser, rows, deadLetters, staging, Sequences.format(sequence));
    long read = 0;
    List<CommittedFile> rowFiles = new ArrayList<>();
    List<CommittedFile> deadLetterFiles = new ArrayList<>();
    for (TaskReport report : records.mapPartitions(task).collect()) {
      read += report.read();
      for (StagedFile file : report.files()) {
        (file.output().equals(FILES) ? rowFiles : deadLetterFiles).add(committed(file));
      }
    }
    return new StagedBatch(
        read, OutputCommit.of(FILES, rowFiles), OutputCommit.of(DEAD_LETTERS, deadLetterFiles));
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
}
