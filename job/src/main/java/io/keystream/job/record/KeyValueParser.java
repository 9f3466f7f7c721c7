package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Parses pairs of a key and a value, {@code a=1 b="two words"}, in any order.
 *
 * <ul>
 *   <li>The key ends at the first key delimiter; the value, which may hold more of them, at the
 *       next pair delimiter. Spaces before a key and empty pairs are skipped.
 *   <li>A value that begins with a double quote ends with one. Inside, {@code \"}, {@code \\},
 *       {@code \n}, {@code \r} and {@code \t} stand for one character; any other backslash makes a
 *       dead letter. A quote elsewhere is text.
 *   <li>A value that is empty without quotes, and a key that is missing, is null.
 *   <li>Keys that the schema does not name are ignored, or dead letters if strict; one that it
 *       names may be given once. Names are case-sensitive.
 *   <li>One line end behind the last pair is dropped.
 * </ul>
 *
 * <p>Texts in the row are views of the value's bytes where there is no backslash.
 */
final class KeyValueParser implements RecordParser {
  private static final long serialVersionUID = 1L;

  private final TextColumns columns;
  private final byte pairDelimiter;
  private final byte keyDelimiter;
  private final boolean strict;

  private transient Map<UTF8String, Integer> columnOf;
  private transient boolean[] given;
  private transient byte[] value;
  private transient int end;
  private transient int position;

  /** The text of the value last read: a range of {@code text}, which may be {@code value}. */
  private transient byte[] text;

  private transient int from;
  private transient int to;

  /**
   * A parser for pairs whose keys are the columns.
   *
   * @param pairDelimiter an ASCII character, neither a quote nor a backslash
   * @param keyDelimiter another one
   * @param strict whether a key that is no column makes the record a dead letter
   * @throws IllegalArgumentException for a column type that texts are not read as
   */
  KeyValueParser(StructType schema, char pairDelimiter, char keyDelimiter, boolean strict) {
    this.columns = new TextColumns("key-value", schema);
    this.pairDelimiter = (byte) pairDelimiter;
    this.keyDelimiter = (byte) keyDelimiter;
    this.strict = strict;
  }

  @Override
  public StructType schema() {
    return columns.schema();
  }

  @Override
  public String parse(byte[] bytes, InternalRow row) {
    String reason = Reasons.ofValue("key-value", bytes);
    if (reason != null) {
      return reason;
    }
    prepare();
    value = bytes;
    end = LineEnd.lengthWithout(bytes);
    position = 0;
    reason = end == 0 ? Reasons.EMPTY_VALUE : record(row);
    value = null;
    text = null;
    return reason;
  }

  private void prepare() {
    if (columnOf == null) {
      columnOf = new HashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        columnOf.put(UTF8String.fromString(columns.name(i)), i);
      }
      given = new boolean[columns.size()];
    }
    Arrays.fill(given, false);
  }

  private String record(InternalRow row) {
    while (nextPair()) {
      String reason = pair(row);
      if (reason != null) {
        return reason;
      }
    }
    for (int i = 0; i < given.length; i++) {
      String reason = given[i] ? null : columns.putNull(row, i, "missing");
      if (reason != null) {
        return reason;
      }
    }
    return null;
  }

  /** Moves to the beginning of a key. */
  private boolean nextPair() {
    while (position < end && (value[position] == pairDelimiter || value[position] == ' ')) {
      position++;
    }
    return position < end;
  }

  private String pair(InternalRow row) {
    int start = position;
    String reason = key();
    if (reason != null) {
      return reason;
    }
    Integer column = columnOf.get(UTF8String.fromBytes(value, start, position - start));
    if (column == null && strict) {
      return refuse("field \"" + shown(start, position) + "\" is not in the schema", start);
    }
    if (column != null && given[column]) {
      return refuse("field \"" + columns.name(column) + "\" is given twice", start);
    }
    position++;
    return value(row, column);
  }

  /** Moves to the key delimiter. */
  private String key() {
    int start = position;
    while (position < end && value[position] != keyDelimiter && value[position] != pairDelimiter) {
      position++;
    }
    if (position == end || value[position] != keyDelimiter) {
      return refuse(
          "no " + (char) keyDelimiter + " after \"" + shown(start, position) + "\"", position);
    }
    return position == start ? refuse("no key", start) : null;
  }

  /** Moves to the end of a value and puts it into its column, if there is one. */
  private String value(InternalRow row, Integer column) {
    int at = position;
    boolean quoted = at < end && value[at] == '"';
    String reason = quoted ? quoted() : plain();
    if (reason != null || column == null) {
      return reason;
    }
    given[column] = true;
    return !quoted && from == to
        ? columns.putNull(row, column, "null")
        : columns.put(row, column, text, from, to, at);
  }

  private String plain() {
    from = position;
    while (position < end && value[position] != pairDelimiter) {
      position++;
    }
    text = value;
    to = position;
    return null;
  }

  private String quoted() {
    int open = position;
    int escapes = 0;
    position++;
    while (position < end && value[position] != '"') {
      if (value[position] == '\\') {
        escapes++;
        position++;
        if (position < end && escaped(value[position]) == 0) {
          return refuse("backslash before none of \" \\ n r t", position - 1);
        }
      }
      position++;
    }
    if (position >= end) {
      return refuse("no closing quote", open);
    }
    int close = position;
    position++;
    if (position < end && value[position] != pairDelimiter) {
      return refuse("more after the closing quote", position);
    }
    text = escapes == 0 ? value : unescaped(open + 1, close, escapes);
    from = escapes == 0 ? open + 1 : 0;
    to = escapes == 0 ? close : text.length;
    return null;
  }

  private byte[] unescaped(int start, int stop, int escapes) {
    byte[] plain = new byte[stop - start - escapes];
    int length = 0;
    for (int i = start; i < stop; i++) {
      plain[length++] = value[i] == '\\' ? escaped(value[++i]) : value[i];
    }
    return plain;
  }

  /** What a backslash and this byte stand for, 0 if nothing. */
  private static byte escaped(byte b) {
    return switch (b) {
      case '"', '\\' -> b;
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> 0;
    };
  }

  private String shown(int start, int stop) {
    return Reasons.shown(new String(value, start, Math.min(stop - start, 1_000), UTF_8));
  }

  private static String refuse(String what, int at) {
    return "key-value: " + what + " at byte " + at;
  }
}
