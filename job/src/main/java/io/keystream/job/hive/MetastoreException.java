package io.keystream.job.hive;

/** The metastore does not answer as wanted; the message is one line and says what it says. */
public final class MetastoreException extends Exception {
  private static final long serialVersionUID = 1L;

  MetastoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
