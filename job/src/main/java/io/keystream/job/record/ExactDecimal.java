package io.keystream.job.record;

import java.math.BigDecimal;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;

/** Reads decimals without rounding. */
final class ExactDecimal {
  private ExactDecimal() {}

  /**
   * The number that a text is, or null if {@code type} has too few digits for it.
   *
   * @param text a number as JSON writes it
   */
  static Decimal read(String text, DecimalType type) {
    BigDecimal number;
    try {
      number = new BigDecimal(text).stripTrailingZeros();
    } catch (NumberFormatException | ArithmeticException e) {
      return null; // an exponent that no BigDecimal holds
    }
    int precision = type.precision();
    int scale = type.scale();
    if (number.signum() == 0) {
      return Decimal.apply(BigDecimal.ZERO.setScale(scale), precision, scale);
    }
    long wholeDigits = (long) number.precision() - number.scale();
    boolean fits = wholeDigits <= precision - scale && number.scale() <= scale;
    return fits ? Decimal.apply(number.setScale(scale), precision, scale) : null;
  }
}
