package io.keystream.job.record;

import io.keystream.job.config.RowTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Parses lines in the common and the combined log format of the Apache web server.
 *
 * <ul>
 *   <li>{@code -} is null for ident, remote user, bytes, referer and user agent.
 *   <li>The remote user may contain spaces; it ends before the first {@code " ["}.
 *   <li>Quoted fields are kept as the server wrote them, escapes included ({@code \"}, {@code \\},
 *       {@code \xhh}): so a value is found again in the server's own log, and no escape can bring
 *       bytes that are not UTF-8.
 *   <li>A request line that is not three words keeps {@code request}; method, path and protocol are
 *       null.
 *   <li>One line end (LF, CR or CR LF) is dropped; anything else after the last field is refused.
 * </ul>
 *
 * <p>Texts in the row are views of the value's bytes, not copies.
 */
public final class AccessLogParser implements RecordParser {
  private static final long serialVersionUID = 1L;

  private static final int REMOTE_HOST = 0;
  private static final int IDENT = 1;
  private static final int REMOTE_USER = 2;
  private static final int TIME = 3;
  private static final int REQUEST = 4;
  private static final int METHOD = 5;
  private static final int PATH = 6;
  private static final int PROTOCOL = 7;
  private static final int STATUS = 8;
  private static final int BYTES = 9;
  private static final int REFERER = 10;
  private static final int USER_AGENT = 11;

  private transient byte[] line;
  private transient int end;
  private transient int position;
  private transient String reason;

  @Override
  public StructType schema() {
    return RowTypes.ACCESS_LOG;
  }

  @Override
  public String parse(byte[] value, InternalRow row) {
    if (value == null) {
      return Reasons.NULL_VALUE;
    }
    int length = LineEnd.lengthWithout(value);
    if (length == 0) {
      return Reasons.EMPTY_VALUE;
    }
    int invalid = Utf8.firstInvalid(value, 0, length);
    if (invalid >= 0) {
      return Reasons.notUtf8(invalid);
    }
    line = value;
    end = length;
    position = 0;
    reason = null;
    boolean complete =
        client(row) && time(row) && request(row) && status(row) && size(row) && combined(row);
    line = null;
    return complete ? null : reason;
  }

  private boolean client(InternalRow row) {
    int hostEnd = indexOfSpace(position);
    if (hostEnd <= position) {
      return refuse("no remote host");
    }
    row.update(REMOTE_HOST, text(position, hostEnd));
    int identEnd = indexOfSpace(hostEnd + 1);
    if (identEnd <= hostEnd + 1) {
      return refuse("no ident", hostEnd + 1);
    }
    textOrNull(row, IDENT, hostEnd + 1, identEnd);
    int userEnd = indexOfSpaceAndBracket(identEnd + 1);
    if (userEnd <= identEnd + 1) {
      return refuse("no remote user and time", identEnd + 1);
    }
    textOrNull(row, REMOTE_USER, identEnd + 1, userEnd);
    position = userEnd + 2;
    return true;
  }

  private boolean time(InternalRow row) {
    boolean enclosed =
        position + AccessLogTime.LENGTH < end && line[position + AccessLogTime.LENGTH] == ']';
    long micros = enclosed ? AccessLogTime.micros(line, position) : TimeRange.INVALID;
    if (micros == TimeRange.INVALID) {
      return refuse("time is not dd/Mon/yyyy:HH:mm:ss +hhmm from 1900 to 9999");
    }
    row.setLong(TIME, micros);
    position += AccessLogTime.LENGTH + 1;
    return space("time");
  }

  private boolean request(InternalRow row) {
    int start = position + 1;
    if (!quoted("request")) {
      return false;
    }
    int close = position - 1;
    row.update(REQUEST, text(start, close));
    int first = indexOf((byte) ' ', start, close);
    int second = first < 0 ? -1 : indexOf((byte) ' ', first + 1, close);
    boolean threeWords =
        first > start
            && second > first + 1
            && second + 1 < close
            && indexOf((byte) ' ', second + 1, close) < 0;
    if (threeWords) {
      row.update(METHOD, text(start, first));
      row.update(PATH, text(first + 1, second));
      row.update(PROTOCOL, text(second + 1, close));
    } else {
      row.setNullAt(METHOD);
      row.setNullAt(PATH);
      row.setNullAt(PROTOCOL);
    }
    return space("request");
  }

  private boolean status(InternalRow row) {
    int status = 0;
    for (int i = position; i < position + 3; i++) {
      if (i >= end || !isDigit(line[i])) {
        return refuse("status is not a number of three digits");
      }
      status = status * 10 + line[i] - '0';
    }
    row.setInt(STATUS, status);
    position += 3;
    return space("status");
  }

  private boolean size(InternalRow row) {
    int start = position;
    int stop = indexOfSpace(start);
    stop = stop < 0 ? end : stop;
    if (stop == start + 1 && line[start] == '-') {
      row.setNullAt(BYTES);
      position = stop;
      return true;
    }
    long size = 0;
    for (int i = start; i < stop; i++) {
      int digit = line[i] - '0';
      if (!isDigit(line[i]) || size > (Long.MAX_VALUE - digit) / 10) {
        return refuse("bytes is neither - nor a number");
      }
      size = size * 10 + digit;
    }
    if (stop == start) {
      return refuse("no bytes");
    }
    row.setLong(BYTES, size);
    position = stop;
    return true;
  }

  private boolean combined(InternalRow row) {
    if (position == end) {
      row.setNullAt(REFERER);
      row.setNullAt(USER_AGENT);
      return true;
    }
    position++;
    int referer = position + 1;
    if (!quoted("referer")) {
      return false;
    }
    textOrNull(row, REFERER, referer, position - 1);
    if (!space("referer")) {
      return false;
    }
    int userAgent = position + 1;
    if (!quoted("user agent")) {
      return false;
    }
    textOrNull(row, USER_AGENT, userAgent, position - 1);
    return position == end || refuse("more after the user agent");
  }

  /** Moves from an opening quote past the closing one; a backslash hides the byte after it. */
  private boolean quoted(String field) {
    if (position >= end || line[position] != '"') {
      return refuse(field + " is not in quotes");
    }
    int i = position + 1;
    while (i < end && line[i] != '"') {
      i += line[i] == '\\' ? 2 : 1;
    }
    if (i >= end) {
      return refuse(field + " has no closing quote");
    }
    position = i + 1;
    return true;
  }

  private boolean space(String field) {
    if (position >= end || line[position] != ' ') {
      return refuse("no space after " + field);
    }
    position++;
    return true;
  }

  private int indexOfSpace(int from) {
    return indexOf((byte) ' ', from, end);
  }

  private int indexOf(byte wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (line[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private int indexOfSpaceAndBracket(int from) {
    for (int i = from; i < end - 1; i++) {
      if (line[i] == ' ' && line[i + 1] == '[') {
        return i;
      }
    }
    return -1;
  }

  private void textOrNull(InternalRow row, int column, int from, int to) {
    if (to == from + 1 && line[from] == '-') {
      row.setNullAt(column);
    } else {
      row.update(column, text(from, to));
    }
  }

  private UTF8String text(int from, int to) {
    return UTF8String.fromBytes(line, from, to - from);
  }

  private boolean refuse(String what) {
    return refuse(what, position);
  }

  private boolean refuse(String what, int at) {
    reason = "access-log: " + what + " at byte " + at;
    return false;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
