package io.keystream.job.source;

/** Kafka no longer has records that were not processed. */
public final class DataLossException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DataLossException(String message) {
    super(message);
  }
}
