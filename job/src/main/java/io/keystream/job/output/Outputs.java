package io.keystream.job.output;

import io.keystream.job.config.CustomOutputConfig;
import io.keystream.job.config.OutputConfig;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.RowTypes;
import io.keystream.job.enrich.Enrichment;
import io.keystream.job.enrich.References;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.Sequences;
import io.keystream.job.record.RecordMetadata;
import io.keystream.job.record.RecordParser;
import io.keystream.job.record.RecordParsers;
import io.keystream.job.record.RowRules;
import io.keystream.job.sink.CustomSink;
import io.keystream.job.sink.SinkContext;
import io.keystream.job.sink.SinkTarget;
import io.keystream.job.sql.Query;
import io.keystream.job.sql.SqlSettings;
import io.keystream.job.sql.UserFunctions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/** Stages the outputs of a batch. */
public final class Outputs {
  /** Name of the output of records that are no valid rows. */
  public static final String DEAD_LETTERS = "dead-letters";

  private final Home home;
  private final SparkSession sqlSession;
  private final RecordMetadata metadata;
  private final RecordParser parser;
  private final RowRules rules;
  private final References references;
  private final Optional<Transform> transform;
  private final List<OutputPlan> rows = new ArrayList<>();
  private final OutputPlan deadLetters;
  private final Map<String, SinkTarget> targets = new HashMap<>();

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
    StructType records = RowTypes.append(metadata.schema(), parser.schema());
    this.rules = new RowRules(pipeline.validate(), records, functions);
    this.references = new References(pipeline.enrich(), records, session);
    StructType view = Enrichment.columns(pipeline.enrich(), records);
    Optional<String> sql = pipeline.transform().sql();
    StructType columns = sql.map(text -> Query.columns(text, view, functions)).orElse(view);
    this.transform = sql.map(text -> new Transform(sqlSession, text, view, columns));
    this.deadLetters = FileOutput.deadLetters(session, pipeline.deadLetters().path());
    for (Map.Entry<String, OutputConfig> output : pipeline.allOutputs().entrySet()) {
      SinkContext context =
          new SinkContext(pipeline.name(), pipelineId, output.getKey(), columns, Map.of());
      Selection selection = Selection.of(output.getValue(), columns, functions);
      add(context.selecting(selection.columns()), output.getValue(), selection, session);
    }
  }

  private void add(
      SinkContext context, OutputConfig config, Selection selection, SparkSession session)
      throws IOException {
    if (config.files().isPresent()) {
      rows.add(FileOutput.rows(session, context.output(), selection, config.files().get()));
      return;
    }
    SinkTarget target = target(context, config);
    SerializableConfiguration configuration =
        new SerializableConfiguration(session.sparkContext().hadoopConfiguration());
    rows.add(new SpoolOutput(context.output(), selection, target.shares(), configuration));
    targets.put(context.output(), target);
  }

  private static SinkTarget target(SinkContext context, OutputConfig config) {
    CustomOutputConfig custom = config.custom().orElseThrow();
    return new SinkTarget(
        new CustomSink(custom.className()), context.with(custom.options()), custom.writers());
  }

  /** The outputs that rows are delivered to, by their name. */
  public Map<String, SinkTarget> targets() {
    return Map.copyOf(targets);
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
    Staging rowFiles = new Staging(List.copyOf(rows), staging, batch);
    Staging deadLetterFiles = new Staging(List.of(deadLetters), staging, batch);
    RowSteps steps = new RowSteps(metadata, parser, rules, references.enrichment());
    // Code made here knows the settings of SQL by the active session, and what is evaluated in
    // tasks
    // by the properties of their job.
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
        reports.stream().flatMap(report -> report.files().stream()).toList());
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
    return staged(staged.counts(), files);
  }

  private StagedBatch staged(RecordCounts counts, List<StagedFile> files) {
    List<OutputPlan> plans = new ArrayList<>(rows);
    plans.add(deadLetters);
    return new StagedBatch(
        counts, plans.stream().map(plan -> plan.commit(of(plan, files))).toList());
  }

  private static List<StagedFile> of(OutputPlan plan, List<StagedFile> files) {
    return files.stream().filter(file -> file.output().equals(plan.name())).toList();
  }
}
