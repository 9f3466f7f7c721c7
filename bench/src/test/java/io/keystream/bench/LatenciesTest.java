package io.keystream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  private final Latencies latencies = new Latencies();

  @Test
  void aPercentileIsTheLeastThatCoversThatPart() {
    for (int millis = 1; millis <= 100; millis++) {
      latencies.add(millis);
    }

    assertThat(latencies.rows()).isEqualTo(100);
    assertThat(latencies.percentile(0.5)).isEqualTo(50);
    assertThat(latencies.percentile(0.99)).isEqualTo(99);
    assertThat(latencies.percentile(1)).isEqualTo(100);
  }

  @Test
  void nothingSeenIsNoTime() {
    assertThat(latencies.percentile(0.99)).isZero();
  }

  /** Clocks of producers may be ahead. */
  @Test
  void aRowFromTheFutureWasVisibleAtOnce() {
    latencies.add(-5);

    assertThat(latencies.percentile(1)).isZero();
  }
}
