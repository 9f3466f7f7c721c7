package io.keystream.job.ledger;

/** What became of the records of a batch, or of all batches so far. */
public record RecordCounts(long read, long written, long filtered, long deadLettered) {
  public static final RecordCounts NONE = new RecordCounts(0, 0, 0, 0);

  /** Whether every record read is accounted for. */
  public boolean accountsForAll() {
    return read == written + filtered + deadLettered;
  }

  /** The sums of both. */
  public RecordCounts plus(RecordCounts other) {
    return new RecordCounts(
        read + other.read,
        written + other.written,
        filtered + other.filtered,
        deadLettered + other.deadLettered);
  }
}
