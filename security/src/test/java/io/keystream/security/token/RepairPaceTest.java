package io.keystream.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RepairPaceTest {
  private final FakeClock clock = new FakeClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final RepairPace pace =
      new RepairPace(Duration.ofSeconds(10), Duration.ofSeconds(60), clock);

  @Test
  void theFirstTryIsAtOnce() {
    assertThat(pace.ready()).isTrue();
  }

  @Test
  void pausesGetLongerUpToTheLongest() {
    for (int seconds : new int[] {10, 20, 40, 60, 60}) {
      pace.tried();
      assertThat(pace.pause()).hasSeconds(seconds);
      clock.advance(Duration.ofSeconds(seconds - 1));
      assertThat(pace.ready()).as("a second too early").isFalse();
      clock.advance(Duration.ofSeconds(1));
      assertThat(pace.ready()).as("after %d s", seconds).isTrue();
    }
  }

  @Test
  void afterALongQuietTimeThePauseIsShortAgain() {
    pace.tried();
    clock.advance(Duration.ofSeconds(10));
    pace.tried();
    assertThat(pace.pause()).hasSeconds(20);

    clock.advance(Duration.ofSeconds(81));
    pace.tried();

    assertThat(pace.pause()).hasSeconds(10);
  }
}
