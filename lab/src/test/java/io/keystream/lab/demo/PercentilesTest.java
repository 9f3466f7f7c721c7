package io.keystream.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
  @Test
  void takesTheNearestRank() {
    assertThat(Percentiles.ofMillis(LongStream.rangeClosed(1, 200)))
        .contains(new Percentiles(Duration.ofMillis(100), Duration.ofMillis(198)));
  }

  @Test
  void sortsFirst() {
    assertThat(Percentiles.ofMillis(LongStream.of(30, 10, 20)))
        .contains(new Percentiles(Duration.ofMillis(20), Duration.ofMillis(30)));
  }

  @Test
  void isTheValueItselfWhereThereIsOne() {
    assertThat(Percentiles.ofMillis(LongStream.of(1_250)).orElseThrow())
        .hasToString("p50 1.3 s, p99 1.3 s");
  }

  @Test
  void isEmptyWithoutValues() {
    assertThat(Percentiles.ofMillis(LongStream.empty())).isEmpty();
  }
}
