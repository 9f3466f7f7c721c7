package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keystream.lab.gateway.CommitWatch;
import java.time.Duration;

/** Waits for what a job commits. */
final class Commits {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Commits() {}

  /** Until the job has read so many records, and no more. */
  static void awaitRead(CommitWatch watch, long records) {
    await("all " + records + " records read")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () ->
                assertThat(watch.last().map(entry -> entry.totals().read()).orElse(0L))
                    .isEqualTo(records));
  }
}
