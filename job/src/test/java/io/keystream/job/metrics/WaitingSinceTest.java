package io.keystream.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WaitingSinceTest {
  private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

  private final WaitingSince partition = new WaitingSince();

  @Test
  void nothingWaitsWhereAllIsCommitted() {
    look(5, 5, 0);

    assertThat(partition.offsets()).isZero();
    assertThat(waitingAt(60)).isZero();
  }

  @Test
  void theFirstOffsetThatIsNotCommittedCountsSinceItWasSeen() {
    look(0, 10, 0);
    look(0, 20, 10);
    partition.reached(10);

    assertThat(partition.offsets()).isEqualTo(10);
    assertThat(waitingAt(15)).as("since the second look").isEqualTo(5);
    partition.reached(15);
    assertThat(waitingAt(15)).as("a part of what the second look saw").isEqualTo(5);
    partition.reached(20);
    assertThat(waitingAt(15)).isZero();
  }

  @Test
  void aTopicThatWasCreatedAnewBeginsAnew() {
    look(0, 100, 0);
    look(0, 3, 50);

    assertThat(partition.offsets()).isEqualTo(3);
    assertThat(waitingAt(60)).isEqualTo(10);
  }

  @Test
  void whatWaitedBeforeTheFirstLookCountsFromTheTimeGiven() {
    partition.looked(7, 9, START.minusSeconds(100), START);

    assertThat(waitingAt(0)).isEqualTo(100);
  }

  /** Looks are thinned out; the time told is never too short, and too long by little. */
  @Test
  void manyLooksTellATimeThatIsNeverTooShort() {
    long seed = Long.getLong("keystream.test.seed", System.nanoTime());
    System.out.println("keystream.test.seed=" + seed);
    Random random = new Random(seed);
    List<Long> ends = new ArrayList<>();
    long end = 0;
    for (int second = 0; second < 1000; second++) {
      end += 1 + random.nextInt(9);
      ends.add(end);
      look(0, end, second);
    }
    long position = random.nextInt((int) end);
    partition.reached(position);

    int seen = 0;
    while (ends.get(seen) <= position) {
      seen++;
    }
    assertThat(waitingAt(1000)).isBetween(1000L - seen, 1000L);
  }

  private void look(long next, long end, int second) {
    Instant now = START.plusSeconds(second);
    partition.looked(next, end, now, now);
  }

  private long waitingAt(int second) {
    Duration waiting = partition.waiting(START.plusSeconds(second));
    return waiting.toSeconds();
  }
}
