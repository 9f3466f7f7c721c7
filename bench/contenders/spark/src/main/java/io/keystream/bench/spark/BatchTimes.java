package io.keystream.bench.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.streaming.scheduler.BatchInfo;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchCompleted;

/** Takes down for every batch that ran a job how long it waited, and what it was busy with. */
public final class BatchTimes extends SparkListener {
  private static final String BATCH = "spark.streaming.internal.batchTime";

  /** Lines of {@code time,waited,took,tasks}, all in milliseconds. */
  private static final List<String> LINES = new CopyOnWriteArrayList<>();

  private final Map<Integer, Long> batchOfJob = new ConcurrentHashMap<>();
  private final Map<Integer, Long> startOfJob = new ConcurrentHashMap<>();
  private final Map<Long, Long> jobMillis = new ConcurrentHashMap<>();

  static void write(Path file) throws IOException {
    Files.write(file, LINES);
  }

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    String batch = start.properties() == null ? null : start.properties().getProperty(BATCH);
    if (batch != null) {
      batchOfJob.put(start.jobId(), Long.valueOf(batch));
      startOfJob.put(start.jobId(), start.time());
    }
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd end) {
    Long batch = batchOfJob.remove(end.jobId());
    Long start = startOfJob.remove(end.jobId());
    if (batch != null && start != null) {
      jobMillis.merge(batch, end.time() - start, Long::sum);
    }
  }

  /** Streaming tells its own listeners through a private wrapper. */
  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    if (!event.getClass().getSimpleName().contains("StreamingListenerEvent")) {
      return;
    }
    try {
      Object inner = event.getClass().getMethod("streamingListenerEvent").invoke(event);
      if (inner instanceof StreamingListenerBatchCompleted completed) {
        completed(completed.batchInfo());
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Another Spark than the one this was written for", e);
    }
  }

  private void completed(BatchInfo batch) {
    long time = batch.batchTime().milliseconds();
    Long tasks = jobMillis.remove(time);
    if (tasks != null) {
      long waited = (Long) batch.schedulingDelay().get();
      long took = (Long) batch.processingDelay().get();
      LINES.add(time + "," + waited + "," + took + "," + tasks);
    }
  }
}
