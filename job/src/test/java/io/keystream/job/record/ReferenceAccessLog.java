package io.keystream.job.record;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.unsafe.types.UTF8String;

/** The access log format as a regular expression: slow, and plainly right. */
final class ReferenceAccessLog {
  private static final String QUOTED = "\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"";
  private static final Pattern LINE =
      Pattern.compile(
          "([^ ]+) ([^ ]+) ((?:(?! \\[).)+) \\[([0-9A-Za-z/:+ -]{26})\\] "
              + QUOTED
              + " ([0-9]{3}) (-|[0-9]+)(?: "
              + QUOTED
              + " "
              + QUOTED
              + ")?",
          Pattern.DOTALL);
  private static final Pattern WORDS = Pattern.compile("([^ ]+) ([^ ]+) ([^ ]+)", Pattern.DOTALL);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss xx", Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant BEHIND_LAST = Instant.parse("9999-12-31T23:59:59Z").plusSeconds(1);

  private ReferenceAccessLog() {}

  /** The Catalyst values of the columns, or null if the line is not valid. */
  static Object[] parse(byte[] value) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
      return columns(text.replaceFirst("\\n\\z", "").replaceFirst("\\r\\z", ""));
    } catch (CharacterCodingException | DateTimeException e) {
      return null;
    }
  }

  private static Object[] columns(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return null;
    }
    Instant time = OffsetDateTime.parse(matcher.group(4), TIME).toInstant();
    Long size = size(matcher.group(7));
    boolean sizeValid = size != null || "-".equals(matcher.group(7));
    if (!sizeValid || time.isBefore(FIRST) || !time.isBefore(BEHIND_LAST)) {
      return null;
    }
    Matcher words = WORDS.matcher(matcher.group(5));
    boolean threeWords = words.matches();
    return new Object[] {
      text(matcher.group(1)),
      textOrNull(matcher.group(2)),
      textOrNull(matcher.group(3)),
      time.getEpochSecond() * 1_000_000,
      text(matcher.group(5)),
      threeWords ? text(words.group(1)) : null,
      threeWords ? text(words.group(2)) : null,
      threeWords ? text(words.group(3)) : null,
      Integer.valueOf(matcher.group(6)),
      size,
      textOrNull(matcher.group(8)),
      textOrNull(matcher.group(9))
    };
  }

  private static Long size(String digits) {
    boolean fits =
        !"-".equals(digits)
            && new BigInteger(digits).compareTo(BigInteger.valueOf(Long.MAX_VALUE)) <= 0;
    return fits ? Long.valueOf(digits) : null;
  }

  private static UTF8String textOrNull(String text) {
    return text == null || "-".equals(text) ? null : text(text);
  }

  private static UTF8String text(String text) {
    return UTF8String.fromString(text);
  }
}
