package io.keystream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTest {
  @Test
  void ofAnOddNumberOfRunsIsTheOneInTheMiddleOfEachFigure() {
    Medians medians =
        Medians.of(
            List.of(
                new Measurement(1_000_000, 9, 11, 30, 500),
                new Measurement(1_000_000, 2, 13, 20, 700),
                new Measurement(1_000_000, 4, 12, 10, 600)));

    assertThat(medians).isEqualTo(new Medians(3, 4, 12, 250_000, 20, 600));
  }

  @Test
  void ofAnEvenNumberOfRunsIsBetweenTheTwoInTheMiddle() {
    Medians medians =
        Medians.of(
            List.of(
                new Measurement(3_000_000, 3, 4, 6, 100),
                new Measurement(3_000_000, 1, 2, 12, 300)));

    assertThat(medians.drainSeconds()).isEqualTo(2, within(1e-9));
    assertThat(medians.recordsPerSecond()).isEqualTo(2_000_000, within(1e-9));
    assertThat(medians.cpuPerMillion()).isEqualTo(3, within(1e-9));
  }

  @Test
  void ofNoRunsIsRefused() {
    assertThatThrownBy(() -> Medians.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A median of no runs");
  }
}
