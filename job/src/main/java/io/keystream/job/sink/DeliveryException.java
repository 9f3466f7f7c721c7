package io.keystream.job.sink;

/** A system outside does not take rows now; trying again may help. */
public final class DeliveryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeliveryException(long sequence, String output, String reason, Throwable cause) {
    super("Output " + output + " does not take entry " + sequence + ": " + reason, cause);
  }
}
