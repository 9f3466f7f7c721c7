package io.keystream.bench.drain;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An access log line, taken apart by a regular expression, as jobs usually do it. Fields that the
 * server wrote as {@code -} are null.
 */
public record LogLine(
    String remoteHost,
    String ident,
    String remoteUser,
    Instant time,
    String request,
    String method,
    String path,
    String protocol,
    int status,
    Long bytes,
    String referer,
    String userAgent) {

  /** Columns of the rows that every contender writes: the record's position, then the line. */
  public static final List<String> COLUMNS =
      List.of(
          "kafka_topic",
          "kafka_partition",
          "kafka_offset",
          "kafka_timestamp",
          "remote_host",
          "ident",
          "remote_user",
          "time",
          "request",
          "method",
          "path",
          "protocol",
          "status",
          "bytes",
          "referer",
          "user_agent");

  /**
   * What the contenders with a transform make of the rows: a query as for cleaning, of which every
   * line passes the filter, so that rows can be counted.
   */
  public static final String SQL =
      "SELECT kafka_topic, kafka_partition, kafka_offset, kafka_timestamp, lower(remote_host) AS"
          + " remote_host, ident, coalesce(remote_user, 'anonymous') AS remote_user, time, request,"
          + " method, substring_index(path, '?', 1) AS path, protocol, status, coalesce(bytes, 0)"
          + " AS bytes, referer, user_agent FROM records WHERE status >= 100 AND method IS NOT NULL";

  /**
   * The combined format. Groups: host, ident, user, time, request, method, path, protocol, status,
   * bytes, referer, user agent. Possessive, so that no line makes it try twice.
   */
  public static final String REGEX =
      "^(\\S+) (\\S+) (\\S+) \\[([^\\]]+)\\] \"((\\S+) (\\S+) ([^ \"]+))\" (\\d{3}) (\\d+|-)"
          + " \"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\" \"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"$";

  /** How the time is written. */
  public static final String TIME_FORMAT = "dd/MMM/yyyy:HH:mm:ss Z";

  private static final Pattern PATTERN = Pattern.compile(REGEX);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern(TIME_FORMAT, Locale.ENGLISH);

  /** The parsed line; null if it is none. */
  public static LogLine parse(String line) {
    Matcher matcher = PATTERN.matcher(line);
    if (!matcher.matches()) {
      return null;
    }
    String bytes = text(matcher, 10);
    return new LogLine(
        matcher.group(1),
        text(matcher, 2),
        text(matcher, 3),
        OffsetDateTime.parse(matcher.group(4), TIME).toInstant(),
        matcher.group(5),
        matcher.group(6),
        matcher.group(7),
        matcher.group(8),
        Integer.parseInt(matcher.group(9)),
        bytes == null ? null : Long.valueOf(bytes),
        text(matcher, 11),
        text(matcher, 12));
  }

  private static String text(Matcher matcher, int group) {
    String text = matcher.group(group);
    return text.equals("-") ? null : text;
  }
}
