package io.keystream.job.source;

import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** A source of one topic that does not say what it holds until a test lets it. */
final class BlockedSource implements Source {
  private final CountDownLatch answered = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();

  void answer() {
    answered.countDown();
  }

  /** How often it was asked. */
  int asked() {
    return asked.get();
  }

  @Override
  public TopicState now() {
    asked.incrementAndGet();
    try {
      answered.await();
    } catch (InterruptedException e) {
      return TopicState.UNKNOWN;
    }
    return new TopicState(
        Map.of(), Map.of(new TopicPartition("access", 0), new OffsetBounds(0, 1)));
  }

  @Override
  public Positions start(TopicState now) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<LostRange> lost(Positions positions, Map<String, String> ids, TopicState now) {
    throw new UnsupportedOperationException();
  }

  @Override
  public JavaRDD<ConsumerRecord<byte[], byte[]>> records(
      JavaSparkContext context, List<OffsetSpan> spans) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    answer();
  }
}
