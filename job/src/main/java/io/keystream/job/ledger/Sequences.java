package io.keystream.job.ledger;

import java.util.Locale;
import java.util.OptionalLong;

/** Numbers as file names that sort like the numbers. */
public final class Sequences {
  private static final int DIGITS = 12;

  private Sequences() {}

  /** The number with leading zeros. */
  public static String format(long number) {
    return String.format(Locale.ROOT, "%0" + DIGITS + "d", number);
  }

  /** The entry that a published file is of, by its name; 0 for a name of another kind. */
  public static long ofFile(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dash = name.indexOf('-');
    return dash < 0 ? 0 : parse(name.substring(0, dash)).orElse(0);
  }

  /** The number a name stands for, or empty for a name of another kind. */
  static OptionalLong parse(String name) {
    if (name.length() != DIGITS || !name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(name));
  }
}
