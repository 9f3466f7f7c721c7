package io.keystream.lab.drill;

import io.keystream.job.ledger.LostRange;
import io.keystream.lab.audit.RecordId;
import java.util.List;

/**
 * Records that were gone before they could be read, as the ledger has it.
 *
 * @param ranges all that it has
 */
record UnreadRanges(List<LostRange> ranges) {
  /** The source that records of a topic are of which was created anew since. */
  static final String BEFORE = "before";

  UnreadRanges {
    ranges = List.copyOf(ranges);
  }

  /** Whether a record is among them; one of a topic that is no more is {@link #BEFORE} it. */
  boolean have(RecordId id) {
    return ranges.stream().anyMatch(range -> has(range, id));
  }

  private static boolean has(LostRange range, RecordId id) {
    RecordId position = new RecordId(range.topic(), range.partition(), range.position());
    return switch (range.reason()) {
      case LostRange.DELETED -> follows(position, id) && id.offset() < range.resumed();
      case LostRange.RECREATED -> follows(position.in(BEFORE), id);
      default -> false;
    };
  }

  private static boolean follows(RecordId position, RecordId id) {
    return id.topic().equals(position.topic())
        && id.partition() == position.partition()
        && id.offset() >= position.offset();
  }
}
