package io.keystream.job.record;

/** Reasons that every format shares. */
final class Reasons {
  static final String NULL_VALUE = "null value";
  static final String EMPTY_VALUE = "empty value";

  private Reasons() {}

  static String notUtf8(int at) {
    return "not valid UTF-8 at byte " + at;
  }
}
