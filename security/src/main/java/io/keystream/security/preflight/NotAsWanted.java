package io.keystream.security.preflight;

/** A probe found something other than what is wanted; the message says what. */
public final class NotAsWanted extends Exception {
  private static final long serialVersionUID = 1L;

  public NotAsWanted(String found) {
    super(found);
  }
}
