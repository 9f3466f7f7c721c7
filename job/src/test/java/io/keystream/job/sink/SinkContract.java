package io.keystream.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Sink} has to do. Extend it, say how your sink is made and how its rows are read
 * back, and run it against the real system.
 */
public abstract class SinkContract {
  /** Columns of the rows that are delivered; {@code id} is another in every row. */
  protected static final StructType COLUMNS =
      new StructType()
          .add("id", DataTypes.LongType, false)
          .add("text", DataTypes.StringType)
          .add("at", DataTypes.TimestampType);

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.000001Z");

  private final String pipelineId = UUID.randomUUID().toString();

  /** A sink that is not opened yet. */
  protected abstract Sink newSink() throws Exception;

  /** The {@code id} of every row that a reader of the system sees now, in any order. */
  protected abstract List<Long> visible() throws Exception;

  /** Options of the sink. */
  protected Map<String, String> options() {
    return Map.of();
  }

  @Test
  void nothingIsDeliveredAtFirst() throws Exception {
    try (Sink sink = open()) {
      assertThat(sink.delivered(0)).isZero();
    }
    assertThat(visible()).isEmpty();
  }

  @Test
  void rowsAreVisibleOnceTheyAreDelivered() throws Exception {
    try (Sink sink = open()) {
      sink.deliver(3, 0, rows(0, 10));
      assertThat(sink.delivered(0)).isEqualTo(3);
      assertVisible(0, 10);
      sink.deliver(4, 0, rows(10, 12));
      assertThat(sink.delivered(0)).isEqualTo(4);
    }
    assertVisible(0, 12);
  }

  @Test
  void whatWasDeliveredIsKnownToTheNextProcess() throws Exception {
    try (Sink sink = open()) {
      sink.deliver(7, 0, rows(0, 1));
    }
    try (Sink sink = open()) {
      assertThat(sink.delivered(0)).isEqualTo(7);
    }
  }

  @Test
  void theSameSequenceAgainDoesNothing() throws Exception {
    try (Sink sink = open()) {
      sink.deliver(3, 0, rows(0, 10));
      sink.deliver(3, 0, rows(0, 10));
    }
    try (Sink sink = open()) {
      sink.deliver(3, 0, rows(0, 10));
      assertThat(sink.delivered(0)).isEqualTo(3);
    }
    assertVisible(0, 10);
  }

  @Test
  void anEarlierSequenceDoesNothing() throws Exception {
    try (Sink sink = open()) {
      sink.deliver(4, 0, rows(0, 10));
      sink.deliver(3, 0, rows(10, 20));
      assertThat(sink.delivered(0)).isEqualTo(4);
    }
    assertVisible(0, 10);
  }

  @Test
  void aSequenceWithoutRowsCounts() throws Exception {
    try (Sink sink = open()) {
      sink.deliver(5, 0, rows(0, 0));
      assertThat(sink.delivered(0)).isEqualTo(5);
    }
    assertThat(visible()).isEmpty();
  }

  @Test
  void aDeliveryThatFailsInItsMiddleLeavesNothing() throws Exception {
    try (Sink sink = open()) {
      sink.deliver(1, 0, rows(0, 5));
      assertThatThrownBy(() -> sink.deliver(2, 0, failingAfter(5, 2_500)))
          .hasStackTraceContaining("the rows end here");
    } catch (Exception e) {
      // A sink that has failed may not be able to close in order.
    }
    assertVisible(0, 5);
    try (Sink sink = open()) {
      assertThat(sink.delivered(0)).isEqualTo(1);
      sink.deliver(2, 0, rows(5, 8));
    }
    assertVisible(0, 8);
  }

  @Test
  void sharesAreDeliveredIndependently() throws Exception {
    try (Sink first = open();
        Sink second = open()) {
      first.deliver(2, 0, rows(0, 3));
      assertThat(second.delivered(1)).isZero();
      second.deliver(2, 1, rows(3, 6));
      assertThat(first.delivered(0)).isEqualTo(2);
    }
    assertVisible(0, 6);
  }

  @Test
  void anotherHomeBeginsAnew() throws Exception {
    try (Sink sink = open()) {
      sink.deliver(9, 0, rows(0, 3));
    }
    try (Sink sink = open(UUID.randomUUID().toString())) {
      assertThat(sink.delivered(0)).isZero();
      sink.deliver(1, 0, rows(3, 6));
    }
    assertVisible(0, 6);
  }

  @Test
  void manyRowsAreDeliveredWhole() throws Exception {
    try (Sink sink = open()) {
      sink.deliver(1, 0, rows(0, 10_000));
    }
    assertVisible(0, 10_000);
  }

  /** Each may be refused, but together they deliver once. */
  @Test
  void twoProcessesAtOnceDeliverOnce() throws Exception {
    for (int sequence = 1; sequence <= 5; sequence++) {
      deliverTwiceAtOnce(sequence);
      try (Sink sink = open()) {
        sink.deliver(sequence, 0, rows(sequence));
        assertThat(sink.delivered(0)).isEqualTo(sequence);
      }
      assertVisible(1_000, 1_000 + 1_000 * sequence);
    }
  }

  private void deliverTwiceAtOnce(int sequence) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService processes = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> both = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        both.add(
            processes.submit(
                () -> {
                  try (Sink sink = open()) {
                    start.await();
                    sink.deliver(sequence, 0, rows(sequence));
                  } catch (Exception e) {
                    // Refused, because of the other one.
                  }
                }));
      }
      for (Future<?> each : both) {
        each.get();
      }
    } finally {
      processes.shutdownNow();
    }
  }

  private Sink open() throws Exception {
    return open(pipelineId);
  }

  private Sink open(String id) throws Exception {
    Sink sink = newSink();
    sink.open(new SinkContext("contract", id, "out", COLUMNS, options()));
    return sink;
  }

  private void assertVisible(long from, long until) throws Exception {
    assertThat(visible())
        .containsExactlyInAnyOrderElementsOf(LongStream.range(from, until).boxed().toList());
  }

  private static Iterator<Row> rows(int sequence) {
    return rows(1_000L * sequence, 1_000L * (sequence + 1));
  }

  private static Iterator<Row> rows(long from, long until) {
    return LongStream.range(from, until).mapToObj(SinkContract::row).iterator();
  }

  private static Iterator<Row> failingAfter(long from, long rows) {
    return LongStream.range(from, Long.MAX_VALUE)
        .peek(
            id -> {
              if (id == from + rows) {
                throw new IllegalStateException("the rows end here");
              }
            })
        .mapToObj(SinkContract::row)
        .iterator();
  }

  private static Row row(long id) {
    Object[] values = {id, id % 3 == 0 ? null : "text of " + id + " \u00e4", NOON.plusSeconds(id)};
    return new GenericRowWithSchema(values, COLUMNS);
  }
}
