package io.keystream.job.output;

import java.io.Serializable;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Spark's own Parquet writer for rows of one schema, opened file by file inside a task.
 *
 * <p>The files of a batch are those that successful tasks report, so no output committer is needed:
 * what other attempts leave behind is never published.
 */
final class ParquetFormat implements Serializable {
  private static final long serialVersionUID = 1L;

  private final StructType schema;
  private final OutputWriterFactory factory;
  private final SerializableConfiguration configuration;

  private ParquetFormat(
      StructType schema, OutputWriterFactory factory, SerializableConfiguration configuration) {
    this.schema = schema;
    this.factory = factory;
    this.configuration = configuration;
  }

  /** Prepares writers on the driver. */
  static ParquetFormat prepare(SparkSession session, StructType schema) throws java.io.IOException {
    Job job = Job.getInstance(new Configuration(session.sparkContext().hadoopConfiguration()));
    OutputWriterFactory factory =
        new ParquetFileFormat()
            .prepareWrite(session, job, scala.collection.immutable.Map$.MODULE$.empty(), schema);
    return new ParquetFormat(
        schema, factory, new SerializableConfiguration(job.getConfiguration()));
  }

  /** Extension of the files, with the compression. */
  String extension() {
    return factory.getFileExtension(context());
  }

  /** Opens a new file. */
  OutputWriter open(Path file) {
    return factory.newInstance(file.toString(), schema, context());
  }

  Configuration configuration() {
    return configuration.value();
  }

  private TaskAttemptContext context() {
    TaskAttemptID attempt = new TaskAttemptID(UUID.randomUUID().toString(), 0, TaskType.MAP, 0, 0);
    return new TaskAttemptContextImpl(configuration.value(), attempt);
  }
}
