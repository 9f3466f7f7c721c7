package io.keystream.lab.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * An endless access log in the combined format, as a busy web server would write it: few visitors
 * and pages make up most of it, times only grow, and about one line in two hundred is damaged. The
 * same seed and start give the same bytes. Not safe for use by several threads.
 */
public final class AccessLogGenerator {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final Instant DEFAULT_START = Instant.parse("2026-01-15T08:00:00Z");
  private static final int MALFORMED_ONE_IN = 200;
  private static final long MOST_MILLIS_BETWEEN = 20;

  private final SplittableRandom random;
  private final Site site;
  private long millis;

  /**
   * A line of the log.
   *
   * @param bytes the line, without a line end
   * @param malformed whether it was damaged, so that no parser may accept it
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
  public record Line(byte[] bytes, boolean malformed) {}

  /** A log that starts at a fixed instant. */
  public AccessLogGenerator(long seed) {
    this(seed, DEFAULT_START);
  }

  /** A log whose first line is of {@code start} or shortly after. */
  public AccessLogGenerator(long seed, Instant start) {
    this.random = new SplittableRandom(seed);
    this.site = new Site(random);
    this.millis = start.toEpochMilli();
  }

  /** The next line. */
  public Line next() {
    millis += random.nextLong(MOST_MILLIS_BETWEEN);
    String line = line();
    return random.nextInt(MALFORMED_ONE_IN) == 0
        ? new Line(damaged(line), true)
        : new Line(line.getBytes(UTF_8), false);
  }

  private String line() {
    int status = site.status();
    String method = site.method();
    boolean empty = status == 304 || "HEAD".equals(method);
    return site.client()
        + " - "
        + site.user()
        + " ["
        + TIME.format(Instant.ofEpochMilli(millis))
        + "] \""
        + method
        + " "
        + site.path()
        + " HTTP/"
        + (random.nextInt(3) == 0 ? "2.0" : "1.1")
        + "\" "
        + status
        + " "
        + (empty ? "-" : Long.toString(site.size()))
        + " \""
        + site.referer()
        + "\" \""
        + site.agent()
        + "\"";
  }

  /** One of the ways in which lines break on their way. */
  private byte[] damaged(String line) {
    byte[] bytes = line.getBytes(UTF_8);
    int quote = line.indexOf('"');
    return switch (random.nextInt(7)) {
      case 0 -> Arrays.copyOf(bytes, 1 + random.nextInt(quote + 10)); // cut off
      case 1 -> line.replace("] \"", "] ").getBytes(UTF_8); // opening quote lost
      case 2 -> line.replaceFirst("/[A-Z][a-z]{2}/", "/Foo/").getBytes(UTF_8); // no such month
      case 3 -> line.replaceFirst("\" [0-9]{3} ", "\" OK ").getBytes(UTF_8); // status in words
      case 4 -> (line + " " + line).getBytes(UTF_8); // two lines in one
      case 5 -> notUtf8(bytes, quote + 2);
      default -> new byte[0];
    };
  }

  private static byte[] notUtf8(byte[] bytes, int at) {
    bytes[at] = (byte) 0xFF;
    return bytes;
  }
}
