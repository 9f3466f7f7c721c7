package io.keystream.job.source;

import io.keystream.job.ledger.OffsetSpan;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.TaskCompletionListener;

/** Reads one task's share of a batch. */
final class ReadShare
    implements FlatMapFunction<Iterator<List<OffsetSpan>>, ConsumerRecord<byte[], byte[]>> {
  private static final long serialVersionUID = 1L;

  private final Map<String, Object> properties;
  private final ReadPatience patience;

  /**
   * @param properties of the consumers, without secrets
   */
  ReadShare(Map<String, Object> properties, ReadPatience patience) {
    this.properties = properties;
    this.patience = patience;
  }

  @Override
  public Iterator<ConsumerRecord<byte[], byte[]>> call(Iterator<List<OffsetSpan>> shares) {
    Consumer<byte[], byte[]> consumer = ConsumerPool.take(properties);
    TaskContext task = TaskContext.get();
    SpanReader reader = new SpanReader(consumer, shares.next(), patience.at(task.attemptNumber()));
    task.addTaskCompletionListener(new GiveBack(properties, consumer, reader));
    return reader;
  }

  /** Ends the use of a consumer with its task, however that ends. */
  private static final class GiveBack implements TaskCompletionListener {
    private final Map<String, Object> properties;
    private final Consumer<byte[], byte[]> consumer;
    private final SpanReader reader;

    GiveBack(Map<String, Object> properties, Consumer<byte[], byte[]> consumer, SpanReader reader) {
      this.properties = properties;
      this.consumer = consumer;
      this.reader = reader;
    }

    @Override
    public void onTaskCompletion(TaskContext task) {
      if (reader.failed()) {
        ConsumerPool.discard(consumer);
      } else {
        ConsumerPool.giveBack(properties, consumer);
      }
    }
  }
}
