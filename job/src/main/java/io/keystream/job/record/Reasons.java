package io.keystream.job.record;

/** Reasons that every format shares. */
public final class Reasons {
  static final String NULL_VALUE = "null value";
  static final String EMPTY_VALUE = "empty value";

  /** Largest value that is taken apart into fields of any length. */
  static final int MAX_BYTES = 16 << 20;

  private static final int SHOWN_CHARACTERS = 60;

  private Reasons() {}

  static String notUtf8(int at) {
    return "not valid UTF-8 at byte " + at;
  }

  /** Why a value cannot be read as a text of {@code format}, or null if it can. */
  static String ofValue(String format, byte[] value) {
    if (value == null) {
      return NULL_VALUE;
    }
    if (value.length == 0) {
      return EMPTY_VALUE;
    }
    if (value.length > MAX_BYTES) {
      return format + ": " + value.length + " bytes are more than " + MAX_BYTES;
    }
    int invalid = Utf8.firstInvalid(value, 0, value.length);
    return invalid >= 0 ? notUtf8(invalid) : null;
  }

  /** The beginning of a text found in a value, as one line of printable characters. */
  public static String shown(String text) {
    return shown(text, SHOWN_CHARACTERS);
  }

  /** One line of printable characters, cut to a length. */
  static String shown(String text, int length) {
    String line = text.lines().findFirst().orElse("");
    String cut = line.length() > length ? line.substring(0, length) + "..." : line;
    return cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
  }
}
