package io.keystream.job.record;

/** Reads times as Apache writes them into its access log: {@code 17/May/2015:10:05:03 +0000}. */
final class AccessLogTime {
  /** Bytes of a time. */
  static final int LENGTH = 26;

  private static final int HOUR = 3_600;
  private static final int MINUTE = 60;

  private AccessLogTime() {}

  /**
   * Microseconds since 1970-01-01T00:00:00Z, or {@link TimeRange#INVALID}.
   *
   * @param bytes has {@link #LENGTH} bytes from {@code at}
   */
  static long micros(byte[] bytes, int at) {
    boolean punctuated =
        bytes[at + 2] == '/'
            && bytes[at + 6] == '/'
            && bytes[at + 11] == ':'
            && bytes[at + 14] == ':'
            && bytes[at + 17] == ':'
            && bytes[at + 20] == ' ';
    int day = twoDigits(bytes, at);
    int month = month(bytes, at + 3);
    int year = fourDigits(bytes, at + 7);
    int second = secondOfDay(bytes, at + 12);
    int offset = offsetSeconds(bytes, at + 21);
    if (!punctuated || second < 0 || offset == Integer.MIN_VALUE) {
      return TimeRange.INVALID;
    }
    return TimeRange.isDate(year, month, day)
        ? TimeRange.micros(TimeRange.epochDay(year, month, day), second, 0, offset)
        : TimeRange.INVALID;
  }

  private static int secondOfDay(byte[] bytes, int at) {
    int hour = twoDigits(bytes, at);
    int minute = twoDigits(bytes, at + 3);
    int second = twoDigits(bytes, at + 6);
    boolean valid =
        hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    return valid ? hour * HOUR + minute * MINUTE + second : -1;
  }

  private static int offsetSeconds(byte[] bytes, int at) {
    int hours = twoDigits(bytes, at + 1);
    int minutes = twoDigits(bytes, at + 3);
    byte sign = bytes[at];
    boolean signed = sign == '+' || sign == '-';
    if (!signed || hours < 0 || minutes < 0 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int seconds = hours * HOUR + minutes * MINUTE;
    if (seconds > TimeRange.MAX_OFFSET_SECONDS) {
      return Integer.MIN_VALUE;
    }
    return sign == '-' ? -seconds : seconds;
  }

  private static int fourDigits(byte[] bytes, int at) {
    int high = twoDigits(bytes, at);
    int low = twoDigits(bytes, at + 2);
    return high < 0 || low < 0 ? -1 : high * 100 + low;
  }

  /** The number two digits make, -1 if they are none. */
  private static int twoDigits(byte[] bytes, int at) {
    int tens = bytes[at] - '0';
    int ones = bytes[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  /** Number of the month that three letters name, 0 if none. */
  private static int month(byte[] bytes, int at) {
    int letters = (bytes[at] & 0xFF) << 16 | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF);
    return switch (letters) {
      case 'J' << 16 | 'a' << 8 | 'n' -> 1;
      case 'F' << 16 | 'e' << 8 | 'b' -> 2;
      case 'M' << 16 | 'a' << 8 | 'r' -> 3;
      case 'A' << 16 | 'p' << 8 | 'r' -> 4;
      case 'M' << 16 | 'a' << 8 | 'y' -> 5;
      case 'J' << 16 | 'u' << 8 | 'n' -> 6;
      case 'J' << 16 | 'u' << 8 | 'l' -> 7;
      case 'A' << 16 | 'u' << 8 | 'g' -> 8;
      case 'S' << 16 | 'e' << 8 | 'p' -> 9;
      case 'O' << 16 | 'c' << 8 | 't' -> 10;
      case 'N' << 16 | 'o' << 8 | 'v' -> 11;
      case 'D' << 16 | 'e' << 8 | 'c' -> 12;
      default -> 0;
    };
  }
}
