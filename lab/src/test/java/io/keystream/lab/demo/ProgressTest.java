package io.keystream.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.RecordCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Instant COMMITTED = Instant.parse("2026-01-15T08:00:04Z");

  @Test
  void tellsHowFarTheJobIsBehind() {
    RecordCounts totals = new RecordCounts(9_100, 9_054, 0, 46);
    LedgerEntry last =
        new LedgerEntry(
            3,
            COMMITTED,
            COMMITTED,
            1,
            "f",
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            RecordCounts.NONE,
            totals);
    assertThat(Progress.of(9_600, Optional.of(last), COMMITTED.plusMillis(1_900)).line())
        .isEqualTo("sent 9,600  committed 9,100 (1 s ago)  dead letters 46  lag 500");
  }

  @Test
  void saysThatNothingIsCommittedYet() {
    assertThat(Progress.of(12, Optional.empty(), COMMITTED).line())
        .isEqualTo("sent 12  committed 0  dead letters 0  lag 12");
  }

  @Test
  void hasNoNegativeLag() {
    assertThat(new Progress(10, 12, 0, Optional.empty()).lag()).isZero();
  }

  @Test
  void fitsIntoATerminal() {
    Progress most = new Progress(199_999, 190_000, 999, Optional.of(Duration.ofSeconds(9)));
    assertThat(most.line().length()).isLessThanOrEqualTo(72);
  }
}
