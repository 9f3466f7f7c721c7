package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Parses one record of comma-separated values as RFC 4180 has it, field by field in the order of
 * the schema.
 *
 * <ul>
 *   <li>A field that begins with the quote ends with one; inside, delimiters and line breaks are
 *       text and a doubled quote is one quote.
 *   <li>A field without quotes that is the null value is null. Spaces belong to the field.
 *   <li>One line end behind the last field is dropped. Any other line break or quote outside quotes
 *       is a dead letter, and so are fewer or more fields than columns.
 * </ul>
 *
 * <p>Texts in the row are views of the value's bytes where no quote is doubled.
 */
final class CsvParser implements RecordParser {
  private static final long serialVersionUID = 1L;

  private final TextColumns columns;
  private final byte delimiter;
  private final byte quote;
  private final byte[] nullValue;

  private transient byte[] value;
  private transient int end;
  private transient int position;

  /**
   * A parser for records with one field per column.
   *
   * @param delimiter an ASCII character, neither {@code quote} nor part of a line end
   * @param quote an ASCII character
   * @param nullValue the unquoted field that is null
   * @throws IllegalArgumentException for a column type that texts are not read as
   */
  CsvParser(StructType schema, char delimiter, char quote, String nullValue) {
    this.columns = new TextColumns("csv", schema);
    this.delimiter = (byte) delimiter;
    this.quote = (byte) quote;
    this.nullValue = nullValue.getBytes(UTF_8);
  }

  @Override
  public StructType schema() {
    return columns.schema();
  }

  @Override
  public String parse(byte[] bytes, InternalRow row) {
    String reason = Reasons.ofValue("csv", bytes);
    if (reason != null) {
      return reason;
    }
    value = bytes;
    end = LineEnd.lengthWithout(bytes);
    position = 0;
    reason = end == 0 ? Reasons.EMPTY_VALUE : record(row);
    value = null;
    return reason;
  }

  private String record(InternalRow row) {
    for (int column = 0; column < columns.size(); column++) {
      if (position > end) {
        return "csv: number of fields is %d, not %d at byte %d"
            .formatted(column, columns.size(), end);
      }
      boolean quoted = position < end && value[position] == quote;
      String reason = quoted ? quoted(row, column) : plain(row, column);
      if (reason != null) {
        return reason;
      }
      position++; // past the delimiter, or past the end
    }
    return position > end
        ? null
        : "csv: more than %d fields at byte %d".formatted(columns.size(), position);
  }

  private String plain(InternalRow row, int column) {
    int from = position;
    while (position < end && value[position] != delimiter) {
      byte b = value[position];
      if (b == quote) {
        return refuse("quote inside a field without quotes", column);
      }
      if (b == '\n' || b == '\r') {
        return refuse("line break outside quotes", column);
      }
      position++;
    }
    return Arrays.equals(value, from, position, nullValue, 0, nullValue.length)
        ? columns.putNull(row, column, "null")
        : columns.put(row, column, value, from, position, from);
  }

  private String quoted(InternalRow row, int column) {
    int open = position;
    int doubled = 0;
    position++;
    while (position < end) {
      if (value[position] != quote) {
        position++;
      } else if (position + 1 < end && value[position + 1] == quote) {
        doubled++;
        position += 2;
      } else {
        break;
      }
    }
    if (position >= end) {
      position = open;
      return refuse("no closing quote", column);
    }
    int close = position;
    position++;
    if (position < end && value[position] != delimiter) {
      return refuse("more after the closing quote", column);
    }
    if (doubled == 0) {
      return columns.put(row, column, value, open + 1, close, open);
    }
    byte[] text = single(open + 1, close, doubled);
    return columns.put(row, column, text, 0, text.length, open);
  }

  /** The bytes of a range, each doubled quote once. */
  private byte[] single(int from, int to, int doubled) {
    byte[] text = new byte[to - from - doubled];
    int length = 0;
    for (int i = from; i < to; i++) {
      text[length++] = value[i];
      if (value[i] == quote) {
        i++;
      }
    }
    return text;
  }

  private String refuse(String what, int column) {
    return "csv: %s in field \"%s\" at byte %d".formatted(what, columns.name(column), position);
  }
}
