package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Parses texts that a regular expression matches as a whole; its named groups are the columns.
 *
 * <p>A group that takes no part in the match is null; one that matches nothing is an empty text.
 *
 * <p>The work per value is bounded: a match that looks at characters more than {@link #STEPS} and
 * {@link #STEPS_PER_CHARACTER} times for each one, or that recurses too deep for the thread's
 * stack, is given up and the record is a dead letter.
 */
final class RegexParser implements RecordParser {
  private static final long serialVersionUID = 1L;

  static final long STEPS = 1_000_000;
  static final long STEPS_PER_CHARACTER = 20;

  private final TextColumns columns;
  private final Pattern pattern;

  /**
   * A parser whose columns are groups.
   *
   * @param schema a column for every named group of {@code pattern}, with its name
   * @throws IllegalArgumentException for a column type that texts are not read as
   */
  RegexParser(StructType schema, String pattern) {
    this.columns = new TextColumns("regex", schema);
    this.pattern = Pattern.compile(pattern);
  }

  @Override
  public StructType schema() {
    return columns.schema();
  }

  @Override
  public String parse(byte[] value, InternalRow row) {
    String reason = Reasons.ofValue("regex", value);
    if (reason != null) {
      return reason;
    }
    String text = new String(value, UTF_8);
    long steps = STEPS + STEPS_PER_CHARACTER * text.length();
    Matcher matcher = pattern.matcher(new BoundedText(text, steps));
    reason = match(matcher, value.length);
    return reason == null ? groups(matcher, text, value, row) : reason;
  }

  private static String match(Matcher matcher, int bytes) {
    try {
      return matcher.matches() ? null : "regex: the value does not match the pattern";
    } catch (BoundedText.GaveUp e) {
      return "regex: " + e.getMessage();
    } catch (StackOverflowError e) { // how java.util.regex ends when a group repeats too often
      return "regex: gave up, too many repetitions in " + bytes + " bytes";
    } catch (RuntimeException e) { // a bug in java.util.regex must not stop the job
      return "regex: gave up, " + Reasons.shown(e.toString(), 200);
    }
  }

  private String groups(Matcher matcher, String text, byte[] value, InternalRow row) {
    boolean ascii = text.length() == value.length;
    for (int column = 0; column < columns.size(); column++) {
      int start = matcher.start(columns.name(column));
      int end = matcher.end(columns.name(column));
      String reason =
          start < 0
              ? columns.putNull(row, column, "not matched")
              : ascii
                  ? columns.put(row, column, value, start, end, start)
                  : put(row, column, text, start, end);
      if (reason != null) {
        return reason;
      }
    }
    return null;
  }

  private String put(InternalRow row, int column, String text, int start, int end) {
    byte[] group = utf8(text, start, end);
    byte[] before = utf8(text, 0, start);
    return group == null || before == null
        ? "regex: field \"" + columns.name(column) + "\" is half a character"
        : columns.put(row, column, group, 0, group.length, before.length);
  }

  /** The bytes of a range, or null if it cuts a surrogate pair. */
  private static byte[] utf8(String text, int start, int end) {
    return Utf8.encode(text.substring(start, end).toCharArray(), 0, end - start);
  }
}
