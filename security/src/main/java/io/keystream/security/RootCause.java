package io.keystream.security;

/** What began a failure that others wrapped. */
public final class RootCause {
  private RootCause() {}

  /** The innermost cause, or the failure itself. */
  public static Throwable of(Throwable failure) {
    Throwable found = failure;
    while (found.getCause() != null && found.getCause() != found) {
      found = found.getCause();
    }
    return found;
  }

  /** The message of the innermost cause; its class, where it has none. */
  public static String message(Throwable failure) {
    Throwable cause = of(failure);
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
