package io.keystream.bench.spark;

import io.keystream.bench.drain.Drain;
import io.keystream.bench.drain.Marks;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.source.KafkaSource;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;

/** The job's source alone: every record is read and counted, none is parsed or written. */
public final class KeystreamCount {
  private KeystreamCount() {}

  public static void main(String[] arguments) {
    Drain.main(arguments, KeystreamCount::count);
  }

  private static long count(Drain drain) throws IOException {
    LocalSpark.configure(drain);
    long read = 0;
    try (KafkaSource source = BenchPipeline.source(BenchPipeline.load(drain));
        JavaSparkContext context = new JavaSparkContext(new SparkConf())) {
      for (List<OffsetSpan> batch : Batches.of(source)) {
        for (long count : source.records(context, batch).mapPartitions(new Count()).collect()) {
          read += count;
        }
      }
      Marks.end();
    }
    return read;
  }

  private static final class Count
      implements FlatMapFunction<Iterator<ConsumerRecord<byte[], byte[]>>, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Long> call(Iterator<ConsumerRecord<byte[], byte[]>> records) {
      long read = 0;
      for (; records.hasNext(); records.next()) {
        read++;
      }
      return List.of(read).iterator();
    }
  }
}
