package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.RecordCounts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
  private static final Instant TIME = Instant.parse("2026-01-31T10:15:30Z");

  @Test
  void ratesAreOfWhatWasReadSinceTheFirstOfTheCommits() {
    CommitPace pace =
        CommitPace.of(
            List.of(entry(0, 2_000, 1000, 0), entry(10, 1_000, 50, 2), entry(20, 3_500, 150, 0)));

    assertThat(pace.commits()).isEqualTo(3);
    assertThat(pace.recordsPerSecond()).isCloseTo(200 / 21.5, within(0.001));
    assertThat(pace.secondsBetween()).isCloseTo(10.75, within(0.001));
    assertThat(pace.delaySeconds()).isEqualTo(3.5);
    assertThat(pace.longestDelaySeconds()).isEqualTo(3.5);
    assertThat(pace.deadLetterShare()).isCloseTo(2 / 1200.0, within(0.00001));
  }

  @Test
  void ofOneCommitThereIsADelayButNoRate() {
    CommitPace pace = CommitPace.of(List.of(entry(0, 2_000, 10, 0)));

    assertThat(pace.delaySeconds()).isEqualTo(2);
    assertThat(pace.recordsPerSecond()).isZero();
    assertThat(pace.secondsBetween()).isZero();
  }

  @Test
  void nothingIsKnownBeforeTheFirstCommitThatRead() {
    assertThat(CommitPace.of(List.of())).isEqualTo(new CommitPace(0, 0, 0, 0, 0, 0));
    assertThat(CommitPace.of(List.of(entry(0, 1_000, 0, 0))))
        .isEqualTo(new CommitPace(0, 0, 0, 0, 0, 0));
  }

  private static LedgerEntry entry(int second, int delayMillis, long records, long dead) {
    Instant batch = TIME.plusSeconds(second);
    RecordCounts counts = new RecordCounts(records, records - dead, 0, dead);
    return new LedgerEntry(
        second + 1,
        batch,
        batch.plusMillis(delayMillis),
        1,
        "0123456789abcdef",
        List.of(new OffsetSpan("access", 0, 0, records)),
        Map.of(),
        List.of(),
        List.of(),
        counts,
        counts);
  }
}
