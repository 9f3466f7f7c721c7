package io.keystream.lab;

import java.io.Serial;

/** Something the lab could not do. The message says what, and what to do about it. */
public final class LabException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public LabException(String message) {
    super(message);
  }

  public LabException(String message, Throwable cause) {
    super(message, cause);
  }
}
