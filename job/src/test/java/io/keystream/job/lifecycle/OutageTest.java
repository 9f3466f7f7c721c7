package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class OutageTest {
  private Instant now = Instant.parse("2026-01-31T10:00:00Z");
  private final InstantSource source = () -> now;
  private final Outage outage = new Outage(source.withZone(ZoneOffset.UTC));

  @Test
  void pausesGrowToAQuarterOfAMinute() {
    for (int seconds : new int[] {1, 2, 4, 8, 15, 15}) {
      outage.goesOn(new IOException("refused"));
      assertThat(outage.pauses()).isTrue();
      pass(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(outage.pauses()).as("%d s", seconds).isTrue();
      pass(Duration.ofMillis(1));
      assertThat(outage.pauses()).as("%d s", seconds).isFalse();
    }
  }

  @Test
  void theNextOutageBeginsWithAShortPauseAgain() {
    outage.goesOn(new IOException("refused"));
    pass(Duration.ofSeconds(1));
    outage.goesOn(new IOException("refused"));
    outage.over(2);
    assertThat(outage.pauses()).isFalse();

    outage.goesOn(new IOException("refused"));
    pass(Duration.ofSeconds(1));
    assertThat(outage.pauses()).isFalse();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
