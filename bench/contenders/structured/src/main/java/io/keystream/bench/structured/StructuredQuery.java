package io.keystream.bench.structured;

import io.keystream.bench.drain.Drain;
import io.keystream.bench.drain.LogLine;
import io.keystream.bench.drain.Marks;
import io.keystream.bench.spark.LocalSpark;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** A query from the topic to Parquet that ends when it has read what was there at its start. */
final class StructuredQuery {
  private StructuredQuery() {}

  /**
   * Runs it.
   *
   * @param parse from the columns of the position and {@code value} to those of the output
   */
  static long run(Drain drain, Function<Dataset<Row>, Dataset<Row>> parse)
      throws TimeoutException, StreamingQueryException {
    LocalSpark.configure(drain);
    SparkSession session =
        SparkSession.builder().config("spark.sql.datetime.java8API.enabled", "true").getOrCreate();
    transformed(drain, parse.apply(records(drain, session)))
        .writeStream()
        .format("parquet")
        .option("path", drain.output())
        .option("checkpointLocation", "file://" + drain.folder().resolve("checkpoint"))
        .trigger(Trigger.AvailableNow())
        .start()
        .awaitTermination();
    Marks.end();
    session.stop();
    return drain.records();
  }

  private static Dataset<Row> transformed(Drain drain, Dataset<Row> parsed) {
    if (!drain.transforms()) {
      return parsed;
    }
    parsed.createOrReplaceTempView("records");
    return parsed.sparkSession().sql(LogLine.SQL);
  }

  private static Dataset<Row> records(Drain drain, SparkSession session) {
    DataStreamReader reader =
        session
            .readStream()
            .format("kafka")
            .option("subscribe", drain.topic())
            .option("kafka.group.id", drain.group())
            .option("startingOffsets", "earliest");
    drain.kafka().forEach((key, value) -> reader.option("kafka." + key, value.toString()));
    return reader
        .load()
        .select(
            column("topic", "kafka_topic"),
            column("partition", "kafka_partition"),
            column("offset", "kafka_offset"),
            column("timestamp", "kafka_timestamp"),
            functions.col("value"));
  }

  private static Column column(String name, String alias) {
    return functions.col(name).as(alias);
  }
}
