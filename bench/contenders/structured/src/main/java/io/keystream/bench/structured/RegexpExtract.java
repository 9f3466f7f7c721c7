package io.keystream.bench.structured;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.to_timestamp;
import static org.apache.spark.sql.functions.when;

import io.keystream.bench.drain.Drain;
import io.keystream.bench.drain.LogLine;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Structured Streaming as its users write it: SQL functions take the line apart. */
public final class RegexpExtract {
  private RegexpExtract() {}

  public static void main(String[] arguments) {
    Drain.main(arguments, drain -> StructuredQuery.run(drain, RegexpExtract::parse));
  }

  private static Dataset<Row> parse(Dataset<Row> records) {
    Dataset<Row> lines =
        records
            .withColumn("line", col("value").cast("string"))
            .withColumn("request", group(5))
            .where(col("request").notEqual(""));
    return lines.select(
        col("kafka_topic"),
        col("kafka_partition"),
        col("kafka_offset"),
        col("kafka_timestamp"),
        group(1).as("remote_host"),
        present(group(2)).as("ident"),
        present(group(3)).as("remote_user"),
        to_timestamp(group(4), LogLine.TIME_FORMAT).as("time"),
        col("request"),
        word(0).as("method"),
        word(1).as("path"),
        word(2).as("protocol"),
        group(9).cast("int").as("status"),
        present(group(10)).cast("bigint").as("bytes"),
        present(group(11)).as("referer"),
        present(group(12)).as("user_agent"));
  }

  private static Column group(int number) {
    return regexp_extract(col("line"), LogLine.REGEX, number);
  }

  private static Column word(int number) {
    return split(col("request"), " ").getItem(number);
  }

  /** Null for what the server wrote as a dash. */
  private static Column present(Column text) {
    return when(text.equalTo(lit("-")), lit(null)).otherwise(text);
  }
}
