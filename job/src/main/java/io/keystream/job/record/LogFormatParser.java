package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keystream.job.config.LogField;
import io.keystream.job.config.LogFormat;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Parses lines of an Apache LogFormat. Reads a line that {@link AccessLogParser} reads the same
 * way, and what that one says of its fields holds here.
 *
 * <ul>
 *   <li>A directive between two double quotes ends at the first quote without a backslash before
 *       it; any other one ends at the first place where the text behind it stands, and is not
 *       empty, but for the query.
 *   <li>{@code -} is null, but for the host, the request, the query and the connection status.
 * </ul>
 *
 * <p>Texts in the row are views of the value's bytes, not copies.
 */
final class LogFormatParser implements RecordParser {
  private static final long serialVersionUID = 1L;

  private final String pattern;
  private final StructType schema;

  private transient Field[] fields;
  private transient byte[] line;
  private transient int end;
  private transient int position;
  private transient String reason;

  private static final class Field {
    final String name;
    final LogField.Kind kind;
    final byte[] before;
    final byte[] after;
    final boolean quoted;

    Field(LogField field, String after) {
      this.name = field.column();
      this.kind = field.kind();
      this.before = field.before().getBytes(UTF_8);
      this.after = after.getBytes(UTF_8);
      this.quoted = field.before().endsWith("\"") && after.startsWith("\"");
    }
  }

  /**
   * A parser for what the server writes by a format.
   *
   * @throws IllegalArgumentException if {@code pattern} is no LogFormat that can be read
   */
  LogFormatParser(String pattern) {
    this.pattern = pattern;
    this.schema = LogFormat.of(pattern).columns();
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public String parse(byte[] value, InternalRow row) {
    reason = Reasons.ofValue("access-log", value);
    if (reason != null) {
      return reason;
    }
    if (fields == null) {
      prepare();
    }
    line = value;
    end = LineEnd.lengthWithout(value);
    position = 0;
    boolean complete = end == 0 ? empty() : fields(row);
    line = null;
    return complete ? null : reason;
  }

  private void prepare() {
    LogFormat format = LogFormat.of(pattern);
    fields = new Field[format.fields().size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = new Field(format.fields().get(i), format.after(i));
    }
  }

  private boolean empty() {
    reason = Reasons.EMPTY_VALUE;
    return false;
  }

  private boolean fields(InternalRow row) {
    int column = 0;
    for (Field field : fields) {
      if (!pass(field.before, "before", field)) {
        return false;
      }
      int from = position;
      if (!find(field) || !put(row, column, field, from, position)) {
        return false;
      }
      column += field.kind == LogField.Kind.REQUEST ? 4 : 1;
    }
    Field last = fields[fields.length - 1];
    return pass(last.after, "after", last)
        && (position == end || refuse("more after " + last.name, position));
  }

  private boolean pass(byte[] text, String side, Field field) {
    if (!standsAt(text, position)) {
      String wanted = Reasons.shown(new String(text, UTF_8));
      return refuse("no '" + wanted + "' " + side + " " + field.name, position);
    }
    position += text.length;
    return true;
  }

  /** Moves to the end of the field that begins here. */
  private boolean find(Field field) {
    int from = position;
    if (field.quoted) {
      while (position < end && line[position] != '"') {
        position += line[position] == '\\' ? 2 : 1;
      }
      return position < end || refuse(field.name + " has no closing quote", from);
    }
    while (position < end && !(field.after.length > 0 && standsAt(field.after, position))) {
      position++;
    }
    return position > from || field.kind == LogField.Kind.QUERY || refuse("no " + field.name, from);
  }

  private boolean standsAt(byte[] text, int at) {
    if (at + text.length > end) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (line[at + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean put(InternalRow row, int column, Field field, int from, int to) {
    boolean dash = to == from + 1 && line[from] == '-';
    return switch (field.kind) {
      case TEXT, QUERY -> text(row, column, from, to);
      case OPTIONAL_TEXT -> dash ? nothing(row, column) : text(row, column, from, to);
      case TIME -> time(row, column, from, to);
      case REQUEST -> request(row, column, from, to);
      case STATUS -> status(row, column, from, to);
      case COUNT -> dash ? nothing(row, column) : count(row, column, from, to);
    };
  }

  private static boolean nothing(InternalRow row, int column) {
    row.setNullAt(column);
    return true;
  }

  private boolean text(InternalRow row, int column, int from, int to) {
    row.update(column, UTF8String.fromBytes(line, from, to - from));
    return true;
  }

  private boolean time(InternalRow row, int column, int from, int to) {
    long micros =
        to - from == AccessLogTime.LENGTH ? AccessLogTime.micros(line, from) : TimeRange.INVALID;
    if (micros == TimeRange.INVALID) {
      return refuse("time is not dd/Mon/yyyy:HH:mm:ss +hhmm from 1900 to 9999", from);
    }
    row.setLong(column, micros);
    return true;
  }

  /** The request, and method, path and protocol if it is three words. */
  private boolean request(InternalRow row, int column, int from, int to) {
    int first = space(from, to);
    int second = space(first + 1, to);
    boolean threeWords =
        first > from && second > first + 1 && second + 1 < to && space(second + 1, to) == to;
    text(row, column, from, to);
    if (threeWords) {
      text(row, column + 1, from, first);
      text(row, column + 2, first + 1, second);
      return text(row, column + 3, second + 1, to);
    }
    row.setNullAt(column + 1);
    row.setNullAt(column + 2);
    row.setNullAt(column + 3);
    return true;
  }

  /** Index of the next space, {@code to} if there is none. */
  private int space(int from, int to) {
    int at = from;
    while (at < to && line[at] != ' ') {
      at++;
    }
    return at;
  }

  private boolean status(InternalRow row, int column, int from, int to) {
    long status = to - from == 3 ? number(from, to) : -1;
    if (status < 0) {
      return refuse("status is not a number of three digits", from);
    }
    row.setInt(column, (int) status);
    return true;
  }

  private boolean count(InternalRow row, int column, int from, int to) {
    long count = number(from, to);
    if (count < 0) {
      return refuse(schema.apply(column).name() + " is neither - nor a number", from);
    }
    row.setLong(column, count);
    return true;
  }

  /** The number that digits make, -1 if they are none or too many. */
  private long number(int from, int to) {
    long number = from == to ? -1 : 0;
    for (int i = from; i < to; i++) {
      int digit = line[i] - '0';
      if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private boolean refuse(String what, int at) {
    reason = "access-log: " + what + " at byte " + at;
    return false;
  }
}
