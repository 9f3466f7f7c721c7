package io.keystream.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.lab.audit.RecordId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatencyTest {
  private static final Instant BEGIN = Instant.parse("2026-01-15T08:00:00Z");

  @Test
  void leavesOutWhatWaitedForTheJobToStart() {
    Latency latency =
        Latency.of(
            List.of(entry(1, 0, 0), entry(2, 0, 2), entry(3, 2, 3)),
            Map.of(id(0), at(-60_000), id(1), at(1_000), id(2), at(5_500)));
    // Entry 3 is committed three seconds after its batch time, at 9 s.
    assertThat(latency.records())
        .contains(new Percentiles(Duration.ofMillis(3_500), Duration.ofMillis(3_500)));
  }

  @Test
  void countsBatchesWithRecords() {
    Latency latency = Latency.of(List.of(entry(1, 0, 0), entry(2, 0, 2)), Map.of());
    assertThat(latency.batches())
        .contains(new Percentiles(Duration.ofSeconds(1), Duration.ofSeconds(1)));
    assertThat(latency.records()).isEmpty();
  }

  @Test
  void isUnknownWithoutBatches() {
    assertThat(Latency.of(List.of(entry(1, 0, 0)), Map.of()))
        .isEqualTo(new Latency(Optional.empty(), Optional.empty()));
  }

  /** Entry 2 is committed at 5 s, one second after its batch; entry 3 at 9 s, after three. */
  private static LedgerEntry entry(long sequence, long from, long until) {
    Instant batch = BEGIN.plusSeconds(sequence * 2);
    Instant committed = batch.plusSeconds(sequence == 3 ? 3 : 1);
    RecordCounts counts = new RecordCounts(until - from, until - from, 0, 0);
    return new LedgerEntry(
        sequence,
        batch,
        committed,
        1,
        "f",
        List.of(new OffsetSpan("demo", 0, from, until)),
        Map.of(),
        List.of(),
        List.of(),
        counts,
        counts);
  }

  private static RecordId id(long offset) {
    return new RecordId("demo", 0, offset);
  }

  private static long at(long millis) {
    return BEGIN.plusMillis(millis).toEpochMilli();
  }
}
