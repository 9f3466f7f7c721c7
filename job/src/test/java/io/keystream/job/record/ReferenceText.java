package io.keystream.job.record;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;

/** Texts as values of columns, read with the classes of the JDK: slow, and plainly right. */
final class ReferenceText {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)");
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?"
              + "(Z|[+-][0-9]{2}(:?[0-9]{2})?)");
  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private ReferenceText() {}

  /** A value that the reference does not accept. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** The Catalyst value of a text. */
  static Object read(DataType type, String text) throws Refused {
    try {
      if (type instanceof DecimalType decimal) {
        return decimal(decimal, text);
      }
      return switch (type.sql()) {
        case "STRING" -> UTF8String.fromString(text);
        case "INT" -> Math.toIntExact(wholeNumber(text));
        case "BIGINT" -> wholeNumber(text);
        case "DOUBLE" -> finite(Double.parseDouble(number(text)));
        case "BOOLEAN" -> trueOrFalse(text);
        case "TIMESTAMP" -> micros(text);
        case "DATE" -> day(text);
        case "BINARY" -> Base64.getDecoder().decode(text);
        default -> throw new AssertionError(type.sql());
      };
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw new Refused();
    }
  }

  /** ISO-8601 as the JDK reads it, and what else is documented: a space, shorter offsets. */
  static long micros(String text) throws Refused {
    require(TIMESTAMP.matcher(text).matches());
    OffsetDateTime time =
        OffsetDateTime.parse(
            text.replace(' ', 'T')
                .replaceFirst("([+-][0-9]{2})$", "$1:00")
                .replaceFirst("(T.*[+-][0-9]{2})([0-9]{2})$", "$1:$2"));
    long seconds = time.toEpochSecond();
    require(seconds >= FIRST.getEpochSecond() && seconds <= LAST.getEpochSecond());
    return seconds * 1_000_000 + time.getNano() / 1_000;
  }

  static int day(String text) throws Refused {
    require(text.length() == 10);
    LocalDate day = LocalDate.parse(text);
    require(!day.isBefore(LocalDate.of(1582, 10, 15)));
    return (int) day.toEpochDay();
  }

  static void require(boolean condition) throws Refused {
    if (!condition) {
      throw new Refused();
    }
  }

  private static long wholeNumber(String text) throws Refused {
    require(WHOLE_NUMBER.matcher(text).matches());
    return Long.parseLong(text);
  }

  private static String number(String text) throws Refused {
    require(NUMBER.matcher(text).matches());
    return text;
  }

  private static double finite(double number) throws Refused {
    require(Double.isFinite(number));
    return number;
  }

  private static boolean trueOrFalse(String text) throws Refused {
    require(text.equals("true") || text.equals("false"));
    return text.equals("true");
  }

  private static Decimal decimal(DecimalType type, String text) throws Refused {
    BigDecimal number = new BigDecimal(number(text));
    require(number.signum() == 0 || Math.abs((long) number.scale()) < 1_000);
    BigDecimal scaled = number.signum() == 0 ? BigDecimal.ZERO : number;
    BigDecimal exact = scaled.setScale(type.scale());
    require(exact.precision() <= type.precision());
    return Decimal.apply(exact, type.precision(), type.scale());
  }
}
