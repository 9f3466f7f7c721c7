package io.keystream.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerEntryTest {

  @Test
  void refusesCountsThatDoNotAccountForEveryRecord() {
    RecordCounts oneLost = new RecordCounts(10, 6, 1, 2);

    assertThatThrownBy(
            () -> Entries.entry(1, 1, Entries.START, List.of(), oneLost, RecordCounts.NONE))
        .isInstanceOf(LedgerException.class)
        .hasMessage(
            "Batch 2026-01-31T10:15:30.123Z does not account for every record it read:"
                + " RecordCounts[read=10, written=6, filtered=1, deadLettered=2]");
  }

  @Test
  void findsWhatAnOutputWrote() {
    LedgerEntry entry = Entries.ofFiles(1, 1, List.of(new CommittedFile("files/a", "/a", 2, 3)));

    assertThat(entry.output("files").orElseThrow().rows()).isEqualTo(2);
    assertThat(entry.output("dead-letters")).isEmpty();
  }

  @Test
  void offsetsDoNotRunBackwards() {
    assertThatThrownBy(() -> new OffsetSpan("access", 3, 5, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Offsets of access-3 run backwards: 5 to 4");
    assertThatThrownBy(() -> new OffsetSpan("access", 3, -1, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Offsets of access-3 run backwards: -1 to 4");
  }

  @Test
  void offsetsThatDidNotMoveAreASpanOfNone() {
    assertThat(new OffsetSpan("access", 3, 5, 5).count()).isZero();
    assertThat(new OffsetSpan("access", 3, 0, Long.MAX_VALUE).count()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void sequencesSortAsNamesLikeTheNumbers() {
    assertThat(Sequences.format(42)).isEqualTo("000000000042");
    assertThat(Sequences.parse("000000000042")).hasValue(42);
    for (String other : List.of("42", "00000000004x", "-00000000042", "archive-00001", "")) {
      assertThat(Sequences.parse(other)).as(other).isEmpty();
    }
  }
}
