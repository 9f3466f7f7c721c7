package io.keystream.job.source;

/** Records that were not processed are gone or damaged. */
public final class DataLossException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DataLossException(String message) {
    super(message);
  }
}
