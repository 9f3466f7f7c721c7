package io.keystream.job.sink;

/** A system outside does not take rows now; trying again may help. */
public final class DeliveryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Says which rows are not taken.
   *
   * @param sequence of the entry
   * @param output name of the output
   * @param reason what the system says, one line
   */
  public DeliveryException(long sequence, String output, String reason, Throwable cause) {
    super("Output " + output + " does not take entry " + sequence + ": " + reason, cause);
  }
}
