package io.keystream.bench.spark;

import io.keystream.bench.drain.Drain;
import io.keystream.bench.drain.Marks;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.output.Outputs;
import io.keystream.job.source.KafkaSource;
import java.io.IOException;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The job's own path from Kafka to staged Parquet, without stream, ledger and publishing. */
public final class KeystreamNoLedger {
  private KeystreamNoLedger() {}

  public static void main(String[] arguments) {
    Drain.main(arguments, KeystreamNoLedger::stage);
  }

  private static long stage(Drain drain) throws IOException {
    LocalSpark.configure(drain);
    PipelineConfig pipeline = BenchPipeline.load(drain);
    long read = 0;
    long sequence = 0;
    try (KafkaSource source = BenchPipeline.source(pipeline);
        JavaSparkContext context = new JavaSparkContext(new SparkConf())) {
      SparkSession session = SparkSession.builder().getOrCreate();
      Outputs outputs = new Outputs(BenchPipeline.home(drain), "bench", pipeline, session);
      for (List<OffsetSpan> batch : Batches.of(source)) {
        sequence++;
        read += outputs.stage(source.records(context, batch), 1, sequence).counts().read();
      }
      Marks.end();
    }
    return read;
  }
}
