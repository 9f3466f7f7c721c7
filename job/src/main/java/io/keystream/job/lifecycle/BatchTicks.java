package io.keystream.job.lifecycle;

import java.util.List;
import org.apache.spark.rdd.RDD;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.dstream.DStream;
import org.apache.spark.streaming.dstream.InputDStream;
import org.apache.spark.streaming.scheduler.StreamInputInfo;
import scala.Option;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * The stream of batches. It carries no data and no positions: what a batch reads is decided when it
 * runs, by the ledger and by what the topics hold then. So nothing in a checkpoint can be out of
 * date, no number of batches that had to wait makes a backlog, and brokers that do not answer stop
 * no batch from being planned.
 */
@SuppressWarnings("deprecation") // Spark discourages streams it nevertheless maintains.
final class BatchTicks extends InputDStream<Object> {
  private static final long serialVersionUID = 1L;
  private static final ClassTag<Object> TAG = ClassTag$.MODULE$.Object();

  BatchTicks(StreamingContext context) {
    super(context, TAG);
  }

  /**
   * The streams that Spark runs the receivers for. They carry no data, and nothing is computed of
   * them; as dependencies they are restored with the graph.
   */
  @Override
  public scala.collection.immutable.List<DStream<?>> dependencies() {
    List<DStream<?>> receivers =
        graph() == null ? List.of() : List.of(graph().getReceiverInputStreams());
    return JavaConverters.asScalaBuffer(receivers).toList();
  }

  ClassTag<Object> tag() {
    return TAG;
  }

  @Override
  public void start() {}

  @Override
  public void stop() {}

  /**
   * None for times before this driver started: their batches have nothing that later ones have not.
   */
  @Override
  public Option<RDD<Object>> compute(Time time) {
    if (!RunningPipeline.current().plan(time.milliseconds())) {
      return Option.empty();
    }
    context()
        .scheduler()
        .inputInfoTracker()
        .reportInfo(
            time,
            new StreamInputInfo(
                id(), RunningPipeline.current().takeRead(), StreamInputInfo.apply$default$3()));
    return Option.apply(context().sparkContext().emptyRDD(TAG));
  }
}
