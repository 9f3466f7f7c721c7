package io.keystream.security.preflight;

/** A probe could not find out; the message says why. Neither good nor bad, but told. */
public final class NotLookedAt extends Exception {
  private static final long serialVersionUID = 1L;

  private final String why;

  public NotLookedAt(String why) {
    super("not looked at: " + why);
    this.why = why;
  }

  String why() {
    return why;
  }
}
