package io.keystream.job.output;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.RowTypes;
import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.Sequences;
import io.keystream.job.record.RecordMetadata;
import io.keystream.job.record.RecordParser;
import io.keystream.job.record.RecordParsers;
import io.keystream.job.record.RowRules;
import io.keystream.job.sql.Query;
import io.keystream.job.sql.SqlSettings;
import io.keystream.job.sql.UserFunctions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.CollectionAccumulator;

/** Stages the outputs of a batch. */
public final class Outputs {
  /** Name of the output of rows. */
  public static final String FILES = "files";

  /** Name of the output of records that are no valid rows. */
  public static final String DEAD_LETTERS = "dead-letters";

  private final Home home;
  private final PipelineConfig pipeline;
  private final SparkSession sqlSession;
  private final RecordMetadata metadata;
  private final RecordParser parser;
  private final RowRules rules;
  private final Optional<Transform> transform;
  private final FileOutput rows;
  private final FileOutput deadLetters;

  /** Prepares the writers. */
  public Outputs(Home home, PipelineConfig pipeline, SparkSession session) throws IOException {
    this.home = home;
    this.pipeline = pipeline;
    this.sqlSession = SqlSettings.newSession(session);
    this.metadata = new RecordMetadata(pipeline.source());
    this.parser = RecordParsers.of(pipeline.parse());
    UserFunctions functions = new UserFunctions(pipeline.functions());
    functions.registerAll(sqlSession.udf());
    StructType view = RowTypes.append(metadata.schema(), parser.schema());
    this.rules = new RowRules(pipeline.validate(), view, functions);
    Optional<String> sql = pipeline.transform().sql();
    StructType columns = sql.map(text -> Query.columns(text, view, functions)).orElse(view);
    this.transform = sql.map(text -> new Transform(sqlSession, text, view, columns));
    this.rows = FileOutput.rows(session, pipeline.output(), columns);
    this.deadLetters = FileOutput.deadLetters(session);
  }

  /** Runs the batch; when this returns everything is written, and nothing is published. */
  public StagedBatch stage(
      JavaRDD<ConsumerRecord<byte[], byte[]>> records, long epoch, long sequence) {
    String staging = home.staging(epoch, sequence).toString();
    String batch = Sequences.format(sequence);
    Staging rowFiles = new Staging(rows, staging, batch);
    Staging deadLetterFiles = new Staging(deadLetters, staging, batch);
    // Code made here knows the settings of SQL by the active session, and what is evaluated in
    // tasks
    // by the properties of their job.
    return sqlSession.withActive(
        () ->
            SQLExecution.withSQLConfPropagated(
                sqlSession,
                () ->
                    transform
                        .map(query -> transformed(query, records, rowFiles, deadLetterFiles))
                        .orElseGet(() -> asParsed(records, rowFiles, deadLetterFiles))));
  }

  private StagedBatch asParsed(
      JavaRDD<ConsumerRecord<byte[], byte[]>> records, Staging rowFiles, Staging deadLetterFiles) {
    StageTask task = new StageTask(metadata, parser, rules, rowFiles, deadLetterFiles);
    long read = 0;
    List<CommittedFile> valid = new ArrayList<>();
    List<CommittedFile> dead = new ArrayList<>();
    for (TaskReport report : records.mapPartitions(task).collect()) {
      read += report.read();
      for (StagedFile file : report.files()) {
        (file.output().equals(FILES) ? valid : dead).add(committed(file));
      }
    }
    OutputCommit files = OutputCommit.of(FILES, valid);
    OutputCommit letters = OutputCommit.of(DEAD_LETTERS, dead);
    return new StagedBatch(new RecordCounts(read, files.rows(), 0, letters.rows()), files, letters);
  }

  private StagedBatch transformed(
      Transform query,
      JavaRDD<ConsumerRecord<byte[], byte[]>> records,
      Staging rowFiles,
      Staging deadLetterFiles) {
    CollectionAccumulator<SourceReport> reports = sqlSession.sparkContext().collectionAccumulator();
    ParseTask parse = new ParseTask(metadata, parser, rules, deadLetterFiles, reports);
    Transform.Staged staged = query.stage(records, parse, reports, rowFiles);
    return new StagedBatch(
        staged.counts(),
        OutputCommit.of(FILES, staged.rows().stream().map(this::committed).toList()),
        OutputCommit.of(DEAD_LETTERS, staged.deadLetters().stream().map(this::committed).toList()));
  }

  private CommittedFile committed(StagedFile file) {
    String target =
        file.output().equals(FILES) ? pipeline.output().path() : pipeline.deadLetters().path();
    return new CommittedFile(
        file.output() + "/" + file.name(),
        new Path(target, file.name()).toString(),
        file.rows(),
        file.bytes());
  }
}
