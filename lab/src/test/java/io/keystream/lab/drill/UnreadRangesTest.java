package io.keystream.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.LostRange;
import io.keystream.lab.audit.RecordId;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreadRangesTest {

  @Test
  void whatIsDeletedEndsWhereReadingWentOn() {
    UnreadRanges ranges = ranges(new LostRange("t", 1, 10, 20, LostRange.DELETED));
    assertThat(ranges.have(new RecordId("t", 1, 10))).isTrue();
    assertThat(ranges.have(new RecordId("t", 1, 19))).isTrue();
    assertThat(ranges.have(new RecordId("t", 1, 9))).as("it was read").isFalse();
    assertThat(ranges.have(new RecordId("t", 1, 20))).as("it is there").isFalse();
    assertThat(ranges.have(new RecordId("t", 2, 10))).as("another partition").isFalse();
  }

  @Test
  void ofATopicThatIsNoMoreOnlyItsOwnRecordsAreGone() {
    UnreadRanges ranges = ranges(new LostRange("t", 1, 10, 0, LostRange.RECREATED));
    assertThat(ranges.have(new RecordId("t", 1, 10).in(UnreadRanges.BEFORE))).isTrue();
    assertThat(ranges.have(new RecordId("t", 1, 9).in(UnreadRanges.BEFORE))).isFalse();
    assertThat(ranges.have(new RecordId("t", 1, 10))).as("of the new topic").isFalse();
  }

  @Test
  void nothingElseIsExcused() {
    UnreadRanges ranges = ranges(new LostRange("t", 1, 10, 5, LostRange.TRUNCATED));
    assertThat(ranges.have(new RecordId("t", 1, 10))).isFalse();
  }

  private static UnreadRanges ranges(LostRange range) {
    return new UnreadRanges(List.of(range));
  }
}
