package io.keystream.job.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;

/** Bytes as one line that no terminal takes for a command. */
final class EscapedText {
  private EscapedText() {}

  /**
   * Printable ASCII as it is, and anything else as {@code \xNN}.
   *
   * @param bytes null for a record without a value
   * @param width longest result, except for the three dots at its end if it was cut
   */
  static String of(byte[] bytes, int width) {
    if (bytes == null) {
      return "(null)";
    }
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      String next = escape(b);
      if (text.length() + next.length() > width) {
        return text + "...";
      }
      text.append(next);
    }
    return text.toString();
  }

  private static String escape(byte b) {
    return switch (b) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\\' -> "\\\\";
      default ->
          b >= ' ' && b < 0x7f
              ? new String(new byte[] {b}, US_ASCII)
              : String.format(Locale.ROOT, "\\x%02x", b & 0xff);
    };
  }
}
