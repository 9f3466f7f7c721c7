package io.keystream.job.source;

/** Records that were not processed are gone or damaged. */
public final class DataLossException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DataLossException(String message) {
    super(message);
  }

  /**
   * What {@code on-data-loss: fail} does not let pass.
   *
   * @param lost what was to be read, and where
   */
  static DataLossException refused(String lost) {
    return new DataLossException(
        lost
            + ". To go on without them, with the loss in the ledger: on-data-loss: record, and"
            + " deploy");
  }
}
