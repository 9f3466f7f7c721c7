package io.keystream.job.record;

/**
 * The instants and days that rows may hold, and their arithmetic. Spark refuses to write older
 * values to Parquet unless told how to rebase them, and one refused value would fail the batch for
 * ever; so older and later values are dead letters.
 */
final class TimeRange {
  /** 1900-01-01T00:00:00Z in microseconds. */
  static final long MIN_MICROS = -2_208_988_800_000_000L;

  /** 9999-12-31T23:59:59.999999Z in microseconds. */
  static final long MAX_MICROS = 253_402_300_799_999_999L;

  /** 1582-10-15, the first day of the Gregorian calendar, in days since 1970-01-01. */
  static final int MIN_DAY = -141_427;

  /** Largest zone offset there is, 18 hours. */
  static final int MAX_OFFSET_SECONDS = 18 * 3_600;

  /** What the parsing methods return for a text that is no time, or outside the range. */
  static final long INVALID = Long.MIN_VALUE;

  private static final long MICROS_PER_SECOND = 1_000_000L;

  private TimeRange() {}

  /** Whether a day exists. */
  static boolean isDate(int year, int month, int day) {
    return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  }

  /** Days since 1970-01-01 of an existing day in the years 0 to 9999. */
  static int epochDay(int year, int month, int day) {
    int shiftedYear = month > 2 ? year : year - 1;
    int shiftedMonth = month > 2 ? month - 3 : month + 9;
    int leapDays =
        Math.floorDiv(shiftedYear, 4)
            - Math.floorDiv(shiftedYear, 100)
            + Math.floorDiv(shiftedYear, 400);
    return shiftedYear * 365 + leapDays + (shiftedMonth * 153 + 2) / 5 + day - 719_469;
  }

  /**
   * Microseconds since 1970-01-01T00:00:00Z, or {@link #INVALID} if outside the range.
   *
   * @param offsetSeconds offset of the local time from UTC, positive to the east
   */
  static long micros(int epochDay, int secondOfDay, int micros, int offsetSeconds) {
    long seconds = epochDay * 86_400L + secondOfDay - offsetSeconds;
    long instant = seconds * MICROS_PER_SECOND + micros;
    return instant < MIN_MICROS || instant > MAX_MICROS ? INVALID : instant;
  }

  private static int daysIn(int year, int month) {
    return switch (month) {
      case 4, 6, 9, 11 -> 30;
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      default -> 31;
    };
  }
}
