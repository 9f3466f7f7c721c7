package io.keystream.job.output;

/** Dead letters cannot be replayed; the message tells an operator why. */
public final class CannotReplayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotReplayException(String message, Throwable cause) {
    super(message, cause);
  }
}
