package io.keystream.job.output;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.enrich.References;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.Sequences;
import io.keystream.job.record.RecordMetadata;
import io.keystream.job.record.RecordParser;
import io.keystream.job.record.RecordParsers;
import io.keystream.job.record.RowRules;
import io.keystream.job.sink.SinkTarget;
import io.keystream.job.sql.SqlSettings;
import io.keystream.job.sql.UserFunctions;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.util.CollectionAccumulator;

/** Stages the outputs of a batch. */
public final class Outputs {
  /** Name of the output of records that are no valid rows. */
  public static final String DEAD_LETTERS = "dead-letters";

  /** Name of the same where they go to a topic. */
  public static final String DEAD_LETTER_TOPIC = "dead-letters-topic";

  private final Home home;
  private final SparkSession sqlSession;
  private final RecordMetadata metadata;
  private final RecordParser parser;
  private final RowRules rules;
  private final References references;
  private final Optional<Transform> transform;
  private final OutputPlans plans;

  /**
   * Prepares the writers.
   *
   * @param pipelineId id of the pipeline's home
   */
  public Outputs(Home home, String pipelineId, PipelineConfig pipeline, SparkSession session)
      throws IOException {
    this.home = home;
    this.sqlSession = SqlSettings.newSession(session);
    this.metadata = new RecordMetadata(pipeline.metadata());
    this.parser = RecordParsers.of(pipeline.parse());
    UserFunctions functions = new UserFunctions(pipeline.functions());
    functions.registerAll(sqlSession.udf());
    PipelineColumns columns = PipelineColumns.of(pipeline, parser.schema(), functions);
    this.rules = new RowRules(pipeline.validate(), columns.records(), functions);
    this.references = new References(pipeline.enrich(), columns.records(), session);
    this.transform =
        pipeline
            .transform()
            .sql()
            .map(sql -> new Transform(sqlSession, sql, columns.joined(), columns.rows()));
    this.plans = new OutputPlans(pipeline, pipelineId, session, functions, columns.rows());
  }

  /** The outputs that rows are delivered to, by their name. */
  public Map<String, SinkTarget> targets() {
    return plans.targets();
  }

  /** What rows are joined with; to be started, and loaded before the first batch. */
  public References references() {
    return references;
  }

  /** Runs the batch; when this returns everything is written, and nothing is published. */
  public StagedBatch stage(
      JavaRDD<ConsumerRecord<byte[], byte[]>> records, long epoch, long sequence) {
    String staging = home.staging(epoch, sequence).toString();
    String batch = Sequences.format(sequence);
    Staging rowFiles = new Staging(plans.rows(), staging, batch);
    Staging deadLetterFiles = new Staging(List.of(plans.deadLetters()), staging, batch);
    RowSteps steps = new RowSteps(metadata, parser, rules, references.enrichment());
    // Code made here knows the settings of SQL by the active session, and what is evaluated in
    // tasks by the properties of their job.
    return sqlSession.withActive(
        () ->
            SQLExecution.withSQLConfPropagated(
                sqlSession,
                () ->
                    transform
                        .map(query -> transformed(query, records, steps, rowFiles, deadLetterFiles))
                        .orElseGet(() -> asParsed(records, steps, rowFiles, deadLetterFiles))));
  }

  private StagedBatch asParsed(
      JavaRDD<ConsumerRecord<byte[], byte[]>> records,
      RowSteps steps,
      Staging rowFiles,
      Staging deadLetterFiles) {
    StageTask task = new StageTask(steps, rowFiles, deadLetterFiles);
    List<TaskReport> reports = records.mapPartitions(task).collect();
    long read = reports.stream().mapToLong(TaskReport::read).sum();
    long written = reports.stream().mapToLong(TaskReport::written).sum();
    long dropped = reports.stream().mapToLong(TaskReport::dropped).sum();
    return staged(
        new RecordCounts(read, written, dropped, read - written - dropped),
        reports.stream().flatMap(report -> report.files().stream()).toList(),
        reports.stream().mapToLong(TaskReport::oldest).min().orElse(RowMaker.NO_TIMESTAMP));
  }

  private StagedBatch transformed(
      Transform query,
      JavaRDD<ConsumerRecord<byte[], byte[]>> records,
      RowSteps steps,
      Staging rowFiles,
      Staging deadLetterFiles) {
    CollectionAccumulator<SourceReport> reports = sqlSession.sparkContext().collectionAccumulator();
    ParseTask parse = new ParseTask(steps, deadLetterFiles, reports);
    Transform.Staged staged = query.stage(records, parse, reports, rowFiles);
    List<StagedFile> files = new ArrayList<>(staged.rows());
    files.addAll(staged.deadLetters());
    return staged(staged.counts(), files, staged.oldest());
  }

  private StagedBatch staged(RecordCounts counts, List<StagedFile> files, long oldest) {
    Optional<Instant> oldestRecord =
        oldest == RowMaker.NO_TIMESTAMP
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(oldest));
    return new StagedBatch(counts, plans.commits(files), oldestRecord);
  }
}
