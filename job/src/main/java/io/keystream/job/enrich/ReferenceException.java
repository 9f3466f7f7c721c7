package io.keystream.job.enrich;

/** Reference data that cannot be used; the message says what was found, in one line. */
public final class ReferenceException extends Exception {
  private static final long serialVersionUID = 1L;

  ReferenceException(String message) {
    super(message);
  }

  ReferenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
