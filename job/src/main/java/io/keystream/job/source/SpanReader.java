package io.keystream.job.source;

import io.keystream.job.ledger.OffsetSpan;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of some spans, one span a partition.
 *
 * <p>A span is read when the consumer's position has come to its end, not when a record with the
 * last offset was seen: that offset may be a transaction's marker, a record of an aborted
 * transaction, or one that compaction removed.
 */
final class SpanReader implements Iterator<ConsumerRecord<byte[], byte[]>> {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<TopicPartition, Long> open = new HashMap<>();
  private final Duration patience;

  /** What was polled of the partitions whose turn has not come. */
  private Iterator<List<ConsumerRecord<byte[], byte[]>>> waiting = Collections.emptyIterator();

  private Iterator<ConsumerRecord<byte[], byte[]>> polled = Collections.emptyIterator();
  private long lastMove = System.nanoTime();
  private boolean failed;

  /**
   * Takes over a consumer, whatever it was assigned before.
   *
   * @param patience how long no position may move
   */
  SpanReader(Consumer<byte[], byte[]> consumer, List<OffsetSpan> spans, Duration patience) {
    this.consumer = consumer;
    this.patience = patience;
    for (OffsetSpan span : spans) {
      ends.put(span.topicPartition(), span.until());
      open.put(span.topicPartition(), span.from());
    }
    consumer.assign(ends.keySet());
    consumer.resume(ends.keySet());
    open.forEach(consumer::seek);
  }

  /** Whether the consumer threw, so that nobody should use it again. */
  boolean failed() {
    return failed;
  }

  @Override
  public boolean hasNext() {
    while (!polled.hasNext()) {
      if (waiting.hasNext()) {
        polled = waiting.next().iterator();
      } else if (open.isEmpty()) {
        return false;
      } else {
        poll();
      }
    }
    return true;
  }

  @Override
  public ConsumerRecord<byte[], byte[]> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("All spans are read");
    }
    return polled.next();
  }

  private void poll() {
    try {
      ConsumerRecords<byte[], byte[]> found = consumer.poll(POLL);
      waiting =
          found.partitions().stream()
              .map(partition -> before(ends.get(partition), found.records(partition)))
              .iterator();
      if (advance()) {
        lastMove = System.nanoTime();
      }
    } catch (RuntimeException e) {
      failed = true;
      throw e;
    }
    if (System.nanoTime() - lastMove > patience.toNanos()) {
      throw new NoProgressException(
          "No record of " + describeOpen() + " within " + patience.toSeconds() + " s");
    }
  }

  /** The records before an offset, found from the end, because a poll rarely has others. */
  private static List<ConsumerRecord<byte[], byte[]>> before(
      long end, List<ConsumerRecord<byte[], byte[]>> records) {
    int size = records.size();
    while (size > 0 && records.get(size - 1).offset() >= end) {
      size--;
    }
    return records.subList(0, size);
  }

  /** Takes note of where the consumer is, and whether that is somewhere else than before. */
  private boolean advance() {
    boolean moved = false;
    for (TopicPartition partition : List.copyOf(open.keySet())) {
      long position = consumer.position(partition);
      moved |= open.put(partition, position) != position;
      if (position >= ends.get(partition)) {
        open.remove(partition);
        consumer.pause(List.of(partition));
      }
    }
    return moved;
  }

  private String describeOpen() {
    return open.entrySet().stream()
        .map(e -> e.getKey() + " from " + e.getValue() + " to " + ends.get(e.getKey()))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
