package io.keystream.job.source;

import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Where records come from, as positions that only grow. The driver asks, one thread at a time;
 * executors read.
 *
 * <p>Whatever the source is, its records are {@link ConsumerRecord}s: topic, partition and offset
 * are the record's position, which no other record ever has. The ledger alone knows how far reading
 * is: a source that keeps a position of its own would have two truths.
 *
 * <p>A batch calls {@link #now}, {@link #lost}, {@link #limit}, {@link #records} and {@link
 * #hasStill} in this order, and {@link #committed} once its entry is committed. It may end after
 * any of them, and the next batch begins anew.
 */
public interface Source extends AutoCloseable {

  /**
   * Called once, before everything else, with what the ledger holds: finishes what a driver left
   * that was killed before {@link #committed}.
   *
   * @param positions of every source; empty for a pipeline that never ran
   */
  default void resume(Positions positions) {}

  /**
   * What can be read at this moment; {@link TopicState#UNKNOWN} while the source is not reachable.
   * Every position up to the bounds can be read later, also by another driver.
   */
  TopicState now();

  /** Where a pipeline begins that never read this source. */
  Positions start(TopicState now);

  /**
   * What was not read and is gone.
   *
   * @param ids the ids of the topics when the positions were written
   * @throws DataLossException if anything is, unless the ledger is to record it
   */
  List<LostRange> lost(Positions positions, Map<String, String> ids, TopicState now);

  /** As much of what is not read yet as one batch is to read: each span or its beginning. */
  default List<OffsetSpan> limit(List<OffsetSpan> unread) {
    return unread;
  }

  /**
   * The records of these spans, none of which is empty. Computed anew as often as Spark asks, with
   * the same records in the same partitions each time.
   */
  JavaRDD<ConsumerRecord<byte[], byte[]>> records(JavaSparkContext context, List<OffsetSpan> spans);

  /**
   * Whether what was read is what {@link #now} told of, and no topic was created anew in between.
   * Asked when a batch is read, before its entry is committed; not so if nobody can tell.
   */
  default boolean hasStill(List<OffsetSpan> read, TopicState now) {
    return true;
  }

  /** Whether all that is ever to be read was read, which is never so of a source without an end. */
  default boolean isExhausted(Positions positions) {
    return false;
  }

  /**
   * Takes note that an entry is committed. A driver that is killed before it could call this never
   * does: the next one calls {@link #resume}.
   *
   * @param moved the spans that were read
   * @param took how long the batch took
   */
  default void committed(List<OffsetSpan> moved, Duration took) {}

  @Override
  void close();
}
