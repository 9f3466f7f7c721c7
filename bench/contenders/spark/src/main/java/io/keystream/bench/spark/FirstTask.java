package io.keystream.bench.spark;

import io.keystream.bench.drain.Marks;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Marks when the first task began, which is when the first consumer is set up. */
public final class FirstTask extends SparkListener {
  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    Marks.begin(start.taskInfo().launchTime());
  }
}
