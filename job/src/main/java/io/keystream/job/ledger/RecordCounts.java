package io.keystream.job.ledger;

/**
 * What became of the records of a batch, or of all batches so far.
 *
 * @param read records read from the source
 * @param written records that rows were made of: each of them one row, or taken into the result of
 *     a transform whose rows are not records, such as an aggregate; how many rows that result has
 *     is told by the output
 * @param filtered valid records that were left out: for want of reference data, or by a transform
 *     whose rows are records
 * @param deadLettered records that could not be parsed, or failed a rule
 */
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

  /** The differences of both. */
  public RecordCounts minus(RecordCounts other) {
    return new RecordCounts(
        read - other.read,
        written - other.written,
        filtered - other.filtered,
        deadLettered - other.deadLettered);
  }

  /**
   * What these change in the totals if the records read were dead letters: they were read before,
   * and are no longer dead.
   */
  public RecordCounts ofDeadLetters() {
    return new RecordCounts(0, written, filtered, deadLettered - read);
  }
}
