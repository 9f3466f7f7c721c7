package io.keystream.job.lifecycle;

import io.keystream.job.ledger.OffsetSpan;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.kafka010.HasOffsetRanges;

/** Hands a planned batch to the running pipeline. The only function in the checkpointed graph. */
final class CommitBatch implements VoidFunction2<JavaRDD<ConsumerRecord<byte[], byte[]>>, Time> {
  private static final long serialVersionUID = 1L;

  @Override
  public void call(JavaRDD<ConsumerRecord<byte[], byte[]>> planned, Time time) throws IOException {
    List<OffsetSpan> spans =
        Arrays.stream(((HasOffsetRanges) planned.rdd()).offsetRanges())
            .map(r -> new OffsetSpan(r.topic(), r.partition(), r.fromOffset(), r.untilOffset()))
            .toList();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(planned.context());
    RunningPipeline.current().run(context, Instant.ofEpochMilli(time.milliseconds()), spans);
  }
}
