package io.keystream.job.record;

/**
 * Reads ISO-8601 times with a zone offset, {@code 2015-05-17T10:05:03.123Z}, and dates, {@code
 * 2015-05-17}. The fraction may be left out, or the seconds with it, {@code T} may be a space, the
 * offset is {@code Z}, {@code ±HH}, {@code ±HHMM} or {@code ±HH:MM}. What is finer than a
 * microsecond is cut off.
 */
final class IsoTime {
  private static final int DATE_LENGTH = 10;
  private static final int MAX_FRACTION_DIGITS = 9;

  private final String text;
  private int position;

  private IsoTime(String text) {
    this.text = text;
  }

  /** Microseconds since 1970-01-01T00:00:00Z, or {@link TimeRange#INVALID}. */
  static long micros(String text) {
    return new IsoTime(text).readMicros();
  }

  /** Days since 1970-01-01, or {@link TimeRange#INVALID}. */
  static long day(String text) {
    long day = text.length() == DATE_LENGTH ? new IsoTime(text).readDay() : TimeRange.INVALID;
    return day < TimeRange.MIN_DAY ? TimeRange.INVALID : day;
  }

  private long readMicros() {
    long day = readDay();
    if (day == TimeRange.INVALID || !(accept('T') || accept(' '))) {
      return TimeRange.INVALID;
    }
    int hour = digits(2);
    int minute = accept(':') ? digits(2) : -1;
    boolean withSeconds = accept(':');
    int second = withSeconds ? digits(2) : 0;
    int micros = withSeconds && accept('.') ? fraction() : 0;
    int offset = offsetSeconds();
    boolean valid =
        hour >= 0
            && hour < 24
            && minute >= 0
            && minute < 60
            && second >= 0
            && second < 60
            && micros >= 0
            && offset != Integer.MIN_VALUE
            && position == text.length();
    int secondOfDay = hour * 3_600 + minute * 60 + second;
    return valid ? TimeRange.micros((int) day, secondOfDay, micros, offset) : TimeRange.INVALID;
  }

  private long readDay() {
    int year = digits(4);
    int month = accept('-') ? digits(2) : -1;
    int day = accept('-') ? digits(2) : -1;
    return TimeRange.isDate(year, month, day)
        ? TimeRange.epochDay(year, month, day)
        : TimeRange.INVALID;
  }

  private int fraction() {
    int start = position;
    int micros = 0;
    while (isDigit(position) && position - start < MAX_FRACTION_DIGITS) {
      if (position - start < 6) {
        micros = micros * 10 + text.charAt(position) - '0';
      }
      position++;
    }
    for (int digits = position - start; digits > 0 && digits < 6; digits++) {
      micros *= 10;
    }
    return position == start ? -1 : micros;
  }

  private int offsetSeconds() {
    if (accept('Z')) {
      return 0;
    }
    boolean west = accept('-');
    if (!west && !accept('+')) {
      return Integer.MIN_VALUE;
    }
    int hours = digits(2);
    boolean more = accept(':') || isDigit(position);
    int minutes = more ? digits(2) : 0;
    int seconds = hours * 3_600 + minutes * 60;
    if (hours < 0 || minutes < 0 || minutes > 59 || seconds > TimeRange.MAX_OFFSET_SECONDS) {
      return Integer.MIN_VALUE;
    }
    return west ? -seconds : seconds;
  }

  private int digits(int count) {
    int number = 0;
    for (int i = 0; i < count; i++) {
      if (!isDigit(position)) {
        return -1;
      }
      number = number * 10 + text.charAt(position++) - '0';
    }
    return number;
  }

  private boolean isDigit(int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private boolean accept(char c) {
    boolean there = position < text.length() && text.charAt(position) == c;
    position += there ? 1 : 0;
    return there;
  }
}
