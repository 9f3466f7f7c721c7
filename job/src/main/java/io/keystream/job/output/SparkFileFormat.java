package io.keystream.job.output;

import io.keystream.job.config.Compression;
import io.keystream.job.config.OutputFormat;
import io.keystream.job.parquet.FlatParquet;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
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
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Spark's own writer of a file format for rows of one schema, opened file by file inside a task;
 * {@link FlatParquet} where it can take its place.
 *
 * <p>The files of a batch are those that successful tasks report, so no output committer is needed:
 * what other attempts leave behind is never published.
 *
 * <p>Options are all given, so that no default of the cluster decides what is in a file: times to
 * the microsecond in UTC, and texts in CSV with their spaces.
 */
final class SparkFileFormat implements Serializable {
  private static final long serialVersionUID = 1L;

  private final StructType schema;
  private final OutputWriterFactory factory;
  private final SerializableConfiguration configuration;

  /** Null where Spark's writer is used. */
  private final FlatParquet flat;

  private SparkFileFormat(
      StructType schema,
      OutputWriterFactory factory,
      SerializableConfiguration configuration,
      FlatParquet flat) {
    this.schema = schema;
    this.factory = factory;
    this.configuration = configuration;
    this.flat = flat;
  }

  /**
   * Prepares writers on the driver.
   *
   * @param header whether a CSV file begins with the names of the columns
   */
  static SparkFileFormat prepare(
      SparkSession session,
      StructType schema,
      OutputFormat format,
      Compression compression,
      boolean header)
      throws IOException {
    Job job = Job.getInstance(new Configuration(session.sparkContext().hadoopConfiguration()));
    OutputWriterFactory factory =
        format
            .implementation()
            .prepareWrite(session, job, options(codec(format, compression), header), schema);
    return new SparkFileFormat(
        schema,
        factory,
        new SerializableConfiguration(job.getConfiguration()),
        format == OutputFormat.PARQUET
            ? FlatParquet.of(session, schema, job.getConfiguration())
            : null);
  }

  /** Extension of the files, with the compression. */
  String extension() {
    return factory.getFileExtension(context());
  }

  /** Opens a new file. */
  OutputWriter open(Path file) throws IOException {
    return flat == null
        ? factory.newInstance(file.toString(), schema, context())
        : flat.open(file, configuration.value());
  }

  Configuration configuration() {
    return configuration.value();
  }

  private TaskAttemptContext context() {
    TaskAttemptID attempt = new TaskAttemptID(UUID.randomUUID().toString(), 0, TaskType.MAP, 0, 0);
    return new TaskAttemptContextImpl(configuration.value(), attempt);
  }

  /** Avro's own words where they are others. */
  private static String codec(OutputFormat format, Compression compression) {
    if (format != OutputFormat.AVRO) {
      return compression.toString();
    }
    return switch (compression) {
      case NONE -> "uncompressed";
      case ZSTD -> "zstandard";
      default -> compression.toString();
    };
  }

  /** Each format takes those that it knows. */
  private static scala.collection.immutable.Map<String, String> options(
      String codec, boolean header) {
    Map<String, String> options =
        Map.of(
            "compression", codec,
            "header", String.valueOf(header),
            "encoding", "UTF-8",
            "timeZone", "UTC",
            "dateFormat", "yyyy-MM-dd",
            "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
            "ignoreNullFields", "true",
            "ignoreLeadingWhiteSpace", "false",
            "ignoreTrailingWhiteSpace", "false");
    scala.collection.immutable.Map<String, String> all =
        scala.collection.immutable.Map$.MODULE$.empty();
    for (Map.Entry<String, String> option : options.entrySet()) {
      all = all.updated(option.getKey(), option.getValue());
    }
    return all;
  }
}
