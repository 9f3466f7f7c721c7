package io.keystream.security.secrets;

/** A text that is printed as stars. It cannot be serialized, so it never travels either. */
public final class Secret {
  private final String text;

  Secret(String text) {
    this.text = text;
  }

  /** The text itself, for the call that needs it. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "****";
  }
}
