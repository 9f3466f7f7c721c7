package io.keystream.security.preflight;

/** A probe found something other than what is wanted; the message says what. */
public final class NotAsWanted extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean harmless;

  /** What the severity of the check says. */
  public NotAsWanted(String found) {
    this(found, false);
  }

  private NotAsWanted(String found, boolean harmless) {
    super(found);
    this.harmless = harmless;
  }

  /** A warning, even if the check is of severity error: the job lives, but not as it should. */
  public static NotAsWanted warning(String found) {
    return new NotAsWanted(found, true);
  }

  boolean harmless() {
    return harmless;
  }
}
