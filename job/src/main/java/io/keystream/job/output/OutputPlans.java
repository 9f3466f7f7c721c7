package io.keystream.job.output;

import io.keystream.job.config.CustomOutputConfig;
import io.keystream.job.config.DeadLettersConfig;
import io.keystream.job.config.JdbcOutputConfig;
import io.keystream.job.config.OutputConfig;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.jdbc.JdbcSinks;
import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.sink.CustomSink;
import io.keystream.job.sink.SinkContext;
import io.keystream.job.sink.SinkTarget;
import io.keystream.job.sql.UserFunctions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** What the outputs of a pipeline stage, and where what they spool is delivered. */
final class OutputPlans {
  private final PipelineConfig pipeline;
  private final String pipelineId;
  private final SparkSession session;
  private final UserFunctions functions;
  private final SerializableConfiguration configuration;
  private final KafkaOutputs kafka;
  private final List<OutputPlan> rows = new ArrayList<>();
  private final List<OutputPlan> committed = new ArrayList<>();
  private final Map<String, SinkTarget> targets = new HashMap<>();
  private final OutputPlan deadLetters;

  /**
   * Plans all outputs.
   *
   * @param pipelineId id of the pipeline's home
   * @param columns of the rows
   */
  OutputPlans(
      PipelineConfig pipeline,
      String pipelineId,
      SparkSession session,
      UserFunctions functions,
      StructType columns)
      throws IOException {
    this.pipeline = pipeline;
    this.pipelineId = pipelineId;
    this.session = session;
    this.functions = functions;
    this.configuration =
        new SerializableConfiguration(session.sparkContext().hadoopConfiguration());
    this.kafka = new KafkaOutputs(pipeline, functions, configuration);
    for (Map.Entry<String, OutputConfig> output : pipeline.allOutputs().entrySet()) {
      rows.add(rows(context(output.getKey(), columns), output.getValue()));
    }
    committed.addAll(rows);
    this.deadLetters = deadLetters(pipeline.deadLetters());
    committed.add(deadLetters);
  }

  /** The outputs of rows. */
  List<OutputPlan> rows() {
    return List.copyOf(rows);
  }

  /** The output of records that are no valid rows. */
  OutputPlan deadLetters() {
    return deadLetters;
  }

  /** Where the outputs that spool are delivered, by their name. */
  Map<String, SinkTarget> targets() {
    return Map.copyOf(targets);
  }

  /** What an entry of the ledger has of a batch's files, of each output that commits them. */
  List<OutputCommit> commits(List<StagedFile> files) {
    return committed.stream().map(plan -> plan.commit(of(plan, files))).toList();
  }

  private static List<StagedFile> of(OutputPlan plan, List<StagedFile> files) {
    return files.stream().filter(file -> file.output().equals(plan.name())).toList();
  }

  private SinkContext context(String output, StructType columns) {
    return new SinkContext(pipeline.name(), pipelineId, output, columns, Map.of());
  }

  private OutputPlan rows(SinkContext context, OutputConfig config) throws IOException {
    if (config.kafka().isPresent()) {
      return delivered(kafka.rows(context, config));
    }
    Selection selection = Selection.of(config, context.columns(), functions);
    if (config.files().isPresent()) {
      return FileOutput.rows(session, context.output(), selection, config.files().get());
    }
    SinkTarget target = target(context.selecting(selection.columns()), config);
    return delivered(
        new DeliveredOutput(
            new SpoolOutput(
                context.output(), selection, row -> null, target.shares(), configuration),
            target));
  }

  private static SinkTarget target(SinkContext context, OutputConfig config) {
    if (config.jdbc().isPresent()) {
      JdbcOutputConfig jdbc = config.jdbc().get();
      return new SinkTarget(JdbcSinks.of(jdbc), context, jdbc.writers());
    }
    CustomOutputConfig custom = config.custom().orElseThrow();
    return new SinkTarget(
        new CustomSink(custom.className()), context.with(custom.options()), custom.writers());
  }

  private SpoolOutput delivered(DeliveredOutput output) {
    targets.put(output.plan().name(), output.target());
    return output.plan();
  }

  /** With a topic, files stand by for what that would refuse; both are committed. */
  private OutputPlan deadLetters(DeadLettersConfig config) throws IOException {
    FileOutput files = FileOutput.deadLetters(session, config.path());
    if (config.kafka().isEmpty()) {
      return files;
    }
    SinkContext context = context(Outputs.DEAD_LETTER_TOPIC, RowColumns.DEAD_LETTER);
    SpoolOutput topic = delivered(kafka.deadLetters(context, config.kafka().get()));
    committed.add(topic);
    return new DeadLetterOutput(topic, files);
  }
}
