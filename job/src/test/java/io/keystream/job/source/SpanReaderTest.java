package io.keystream.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.ledger.OffsetSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class SpanReaderTest {
  private static final TopicPartition ZERO = new TopicPartition("t", 0);
  private static final TopicPartition ONE = new TopicPartition("t", 1);

  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(OffsetResetStrategy.NONE);

  @Test
  void readsEachSpanAndNotOneRecordMore() {
    SpanReader reader = reader(span(0, 10, 12), span(1, 5, 6));
    add(0, 10, 11, 12, 13);
    add(1, 5, 6);

    assertThat(offsets(reader)).containsExactlyInAnyOrder("0:10", "0:11", "1:5");
    assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void offsetsThatCompactionRemovedAreNotWaitedFor() {
    SpanReader reader = reader(span(0, 10, 20));
    add(0, 12, 25);

    assertThat(offsets(reader)).containsExactly("0:12");
  }

  /** The marker that ends a transaction has an offset, and is no record. */
  @Test
  void aSpanThatEndsWithAMarkerEndsThere() {
    SpanReader reader = reader(span(0, 10, 12));
    add(0, 10);
    assertThat(reader.next().offset()).isEqualTo(10);

    consumer.schedulePollTask(() -> consumer.seek(ZERO, 12));

    assertThat(reader.hasNext()).isFalse();
  }

  @Test
  void recordsThatAreSlowToComeAreWaitedFor() {
    SpanReader reader = reader(span(0, 10, 11));
    consumer.scheduleNopPollTask();
    consumer.schedulePollTask(() -> add(0, 10));

    assertThat(offsets(reader)).containsExactly("0:10");
  }

  @Test
  void recordsThatNeverComeFailTheTask() {
    SpanReader reader = new SpanReader(consumer, List.of(span(0, 10, 12)), Duration.ZERO);

    assertThatThrownBy(reader::hasNext)
        .isInstanceOf(TimeoutException.class)
        .hasMessage("No record of t-0 from 10 to 12 within 0 s");
  }

  @Test
  void aConsumerThatFailedIsNotToBeUsedAgain() {
    SpanReader reader = reader(span(0, 10, 12));
    consumer.setPollException(new KafkaException("broken"));

    assertThatThrownBy(reader::hasNext).hasMessage("broken");
    assertThat(reader.failed()).isTrue();
  }

  @Test
  void aConsumerCanBeTakenOverInTheMiddleOfAnything() {
    SpanReader first = reader(span(0, 10, 12), span(1, 5, 6));
    add(1, 5);
    first.next();
    SpanReader second = reader(span(1, 5, 6));
    add(1, 5);

    assertThat(offsets(second)).containsExactly("1:5");
    assertThat(consumer.assignment()).containsExactly(ONE);
  }

  private SpanReader reader(OffsetSpan... spans) {
    return new SpanReader(consumer, List.of(spans), Duration.ofSeconds(60));
  }

  private void add(int partition, long... offsets) {
    consumer.updateBeginningOffsets(Map.of(new TopicPartition("t", partition), 0L));
    for (long offset : offsets) {
      consumer.addRecord(new ConsumerRecord<>("t", partition, offset, null, new byte[0]));
    }
  }

  private static List<String> offsets(SpanReader reader) {
    List<String> offsets = new ArrayList<>();
    while (reader.hasNext()) {
      ConsumerRecord<byte[], byte[]> found = reader.next();
      offsets.add(found.partition() + ":" + found.offset());
    }
    return offsets;
  }

  private static OffsetSpan span(int partition, long from, long until) {
    return new OffsetSpan("t", partition, from, until);
  }
}
