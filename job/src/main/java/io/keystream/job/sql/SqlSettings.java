package io.keystream.job.sql;

import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;

/**
 * The settings of Spark SQL that decide what a pipeline's SQL means, the same for its analysis, its
 * rules and its transform, whatever the defaults of the cluster are.
 */
public final class SqlSettings {
  /**
   * By key. Not ANSI: a value that cannot be cast or computed is NULL. With ANSI it would fail the
   * task, and one such record would hold up the pipeline for ever.
   */
  static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("spark.sql.session.timeZone", "UTC"),
          Map.entry("spark.sql.ansi.enabled", "false"),
          Map.entry("spark.sql.caseSensitive", "false"),
          Map.entry("spark.sql.timestampType", "TIMESTAMP_LTZ"),
          Map.entry("spark.sql.legacy.timeParserPolicy", "CORRECTED"),
          Map.entry("spark.sql.mapKeyDedupPolicy", "LAST_WIN"),
          Map.entry("spark.sql.decimalOperations.allowPrecisionLoss", "true"),
          Map.entry("spark.sql.groupByOrdinal", "true"),
          Map.entry("spark.sql.orderByOrdinal", "true"),
          Map.entry("spark.sql.parser.quotedRegexColumnNames", "false"),
          Map.entry("spark.sql.variable.substitute", "false"),
          // Old times are written as they are: they would fail the task, or be moved by days.
          Map.entry("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED"),
          Map.entry("spark.sql.avro.datetimeRebaseModeInWrite", "CORRECTED"));

  private static final String LEGACY = "spark.sql.legacy.";
  private static final String SHUFFLE_PARTITIONS = "spark.sql.shuffle.partitions";

  private SqlSettings() {}

  /** The settings under which SQL is analyzed. */
  static SQLConf forAnalysis() {
    SQLConf conf = new SQLConf();
    FIXED.forEach(conf::setConfString);
    return conf;
  }

  /** A session of the same application whose SQL runs under these settings. */
  public static SparkSession newSession(SparkSession parent) {
    SparkSession session = parent.newSession();
    scala.collection.JavaConverters.mapAsJavaMap(session.conf().getAll()).keySet().stream()
        .filter(key -> key.startsWith(LEGACY))
        .forEach(session.conf()::unset);
    FIXED.forEach(session.conf()::set);
    tuneForSmallBatches(session);
    return session;
  }

  /** Decides how many tasks and files there are, and no result. */
  private static void tuneForSmallBatches(SparkSession session) {
    session.conf().set("spark.sql.adaptive.enabled", "true");
    session.conf().set("spark.sql.adaptive.coalescePartitions.enabled", "true");
    session.conf().set("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false");
    if (!session.sparkContext().conf().contains(SHUFFLE_PARTITIONS)) {
      int cores = session.sparkContext().defaultParallelism();
      session.conf().set(SHUFFLE_PARTITIONS, String.valueOf(cores));
    }
  }
}
