package io.keystream.job.ledger;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Entries for tests. */
public final class Entries {
  public static final Instant TIME = Instant.parse("2026-01-31T10:15:30.123Z");
  static final List<OffsetSpan> START = List.of(new OffsetSpan("access", 0, 5, 5));

  private Entries() {}

  /** An entry that reads {@code records} more of the only partition. */
  static LedgerEntry next(Ledger ledger, Epoch epoch, long records) {
    long from = ledger.last().map(last -> last.offsets().get(0).until()).orElse(5L);
    return entry(
        ledger.nextSequence(),
        epoch.number(),
        List.of(new OffsetSpan("access", 0, from, from + records)),
        List.of(),
        new RecordCounts(records, records, 0, 0),
        ledger.totals().plus(new RecordCounts(records, records, 0, 0)));
  }

  /** An entry with everything given. */
  public static LedgerEntry entry(
      long sequence,
      long epoch,
      List<OffsetSpan> offsets,
      List<OutputCommit> outputs,
      RecordCounts records,
      RecordCounts totals) {
    return new LedgerEntry(
        sequence,
        TIME,
        TIME.plusSeconds(1),
        epoch,
        "0123456789abcdef",
        offsets,
        Map.of("access", "id"),
        List.of(),
        outputs,
        records,
        totals);
  }

  /** An entry of an epoch with these files, whose rows are the records. */
  public static LedgerEntry ofFiles(long sequence, long epoch, List<CommittedFile> files) {
    OutputCommit output = OutputCommit.of("files", files);
    RecordCounts counts = new RecordCounts(output.rows(), output.rows(), 0, 0);
    return entry(sequence, epoch, START, List.of(output), counts, counts);
  }

  /** Writes an entry past all checks, as a damaged ledger holds it. */
  public static void put(TestHome home, LedgerEntry entry) throws IOException {
    home.files().makeFolder(home.home().ledger());
    home.files().write(Ledger.file(home.home(), entry.sequence()), EntryText.write(entry));
  }
}
