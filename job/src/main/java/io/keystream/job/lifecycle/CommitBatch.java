package io.keystream.job.lifecycle;

import io.keystream.job.shipped.TaskFiles;
import java.io.IOException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.streaming.Time;

/** Runs a batch. The only function in the checkpointed graph. */
final class CommitBatch implements VoidFunction2<JavaRDD<Object>, Time> {
  private static final long serialVersionUID = 1L;

  @Override
  public void call(JavaRDD<Object> tick, Time time) throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(tick.context());
    TaskFiles.giveTo(context);
    RunningPipeline.current().runUnlessAway(context, time.milliseconds());
  }
}
