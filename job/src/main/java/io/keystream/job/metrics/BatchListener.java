package io.keystream.job.metrics;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.streaming.scheduler.StreamingListener;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchCompleted;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchStarted;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchSubmitted;
import scala.Option;

/** Measures how Spark's batches wait and run. */
@SuppressWarnings("deprecation") // Spark discourages streams it nevertheless maintains.
public final class BatchListener implements StreamingListener {
  private static final long NONE = -1;

  private final DriverMetrics metrics;
  private final Clock clock;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long runningSince = NONE;

  /** Measures into {@code metrics}. */
  public BatchListener(DriverMetrics metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
    metrics.add(Metric.BATCHES, 0);
    metrics.show(Metric.BATCHES_WAITING, () -> Math.max(0, waiting.get()));
    metrics.show(Metric.BATCH_RUNNING, this::running);
  }

  private double running() {
    long since = runningSince;
    return since == NONE ? 0 : (clock.millis() - since) / 1000.0;
  }

  @Override
  public void onBatchSubmitted(StreamingListenerBatchSubmitted submitted) {
    waiting.incrementAndGet();
  }

  @Override
  public void onBatchStarted(StreamingListenerBatchStarted started) {
    waiting.decrementAndGet();
    runningSince = clock.millis();
  }

  @Override
  public void onBatchCompleted(StreamingListenerBatchCompleted completed) {
    runningSince = NONE;
    metrics.add(Metric.BATCHES, 1);
    show(Metric.BATCH_SECONDS, completed.batchInfo().processingDelay());
    show(Metric.SCHEDULING_DELAY, completed.batchInfo().schedulingDelay());
  }

  private void show(Metric metric, Option<Object> millis) {
    if (millis.isDefined()) {
      metrics.show(metric, ((Number) millis.get()).longValue() / 1000.0);
    }
  }
}
