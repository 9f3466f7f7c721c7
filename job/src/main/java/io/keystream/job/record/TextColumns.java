package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads texts as the Catalyst values of typed columns: numbers and {@code true} and {@code false}
 * as JSON writes them, times as {@link IsoTime} reads them, BINARY as Base64. Nothing is rounded
 * but to DOUBLE and FLOAT, no spaces are skipped.
 */
final class TextColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Longest text that is looked at for a number or a time: none is as long. */
  private static final int MAX_LENGTH = 128;

  private final String format;
  private final StructType schema;
  private final Kind[] kinds;

  private enum Kind {
    TEXT,
    INT,
    BIGINT,
    DOUBLE,
    FLOAT,
    DECIMAL,
    BOOLEAN,
    TIMESTAMP,
    DATE,
    BINARY
  }

  private static final Map<DataType, Kind> KINDS =
      Map.of(
          DataTypes.StringType, Kind.TEXT,
          DataTypes.IntegerType, Kind.INT,
          DataTypes.LongType, Kind.BIGINT,
          DataTypes.DoubleType, Kind.DOUBLE,
          DataTypes.FloatType, Kind.FLOAT,
          DataTypes.BooleanType, Kind.BOOLEAN,
          DataTypes.TimestampType, Kind.TIMESTAMP,
          DataTypes.DateType, Kind.DATE,
          DataTypes.BinaryType, Kind.BINARY);

  /**
   * Columns of a schema.
   *
   * @param format name of the format, for reasons
   * @throws IllegalArgumentException for a column type that texts are not read as
   */
  TextColumns(String format, StructType schema) {
    this.format = format;
    this.schema = schema;
    this.kinds =
        Arrays.stream(schema.fields())
            .map(field -> kind(field.dataType(), format))
            .toArray(Kind[]::new);
  }

  private static Kind kind(DataType type, String format) {
    Kind kind = type instanceof DecimalType ? Kind.DECIMAL : KINDS.get(type);
    if (kind == null) {
      throw new IllegalArgumentException(
          "Fields of " + format + " cannot be read as " + type.sql());
    }
    return kind;
  }

  StructType schema() {
    return schema;
  }

  int size() {
    return kinds.length;
  }

  String name(int column) {
    return schema.apply(column).name();
  }

  /**
   * Puts a text into a column of a row.
   *
   * @param bytes valid UTF-8; the row may refer to them
   * @param at where the text stands in the value, for the reason
   * @return null, or why the text is no value of the column
   */
  String put(InternalRow row, int column, byte[] bytes, int from, int to, int at) {
    Object value = read(column, bytes, from, to);
    if (value == null) {
      return "%s: field \"%s\" is no %s but the text \"%s\" at byte %d"
          .formatted(
              format,
              name(column),
              schema.apply(column).dataType().sql(),
              Reasons.shown(new String(bytes, from, Math.min(to - from, 1_000), UTF_8)),
              at);
    }
    row.update(column, value);
    return null;
  }

  /**
   * Puts null into a column of a row.
   *
   * @param state what the field is: null or missing
   * @return null, or why the column cannot be null
   */
  String putNull(InternalRow row, int column, String state) {
    row.setNullAt(column);
    return schema.apply(column).nullable()
        ? null
        : format + ": field \"" + name(column) + "\" is " + state + " but declared NOT NULL";
  }

  private Object read(int column, byte[] bytes, int from, int to) {
    return switch (kinds[column]) {
      case TEXT -> UTF8String.fromBytes(bytes, from, to - from);
      case BINARY -> base64(bytes, from, to);
      default ->
          to - from > MAX_LENGTH
              ? null
              : readShort(column, new String(bytes, from, to - from, UTF_8));
    };
  }

  private Object readShort(int column, String text) {
    return switch (kinds[column]) {
      case INT -> JsonNumber.readInt(text);
      case BIGINT -> JsonNumber.readLong(text);
      case DOUBLE -> JsonNumber.readDouble(text);
      case FLOAT -> JsonNumber.readFloat(text);
      case DECIMAL ->
          JsonNumber.isNumber(text)
              ? ExactDecimal.read(text, (DecimalType) schema.apply(column).dataType())
              : null;
      case TIMESTAMP -> valid(IsoTime.micros(text));
      case DATE -> {
        Long day = valid(IsoTime.day(text));
        yield day == null ? null : (Object) day.intValue();
      }
      default -> "true".equals(text) ? (Object) true : "false".equals(text) ? false : null;
    };
  }

  private static Long valid(long time) {
    return time == TimeRange.INVALID ? null : time;
  }

  private static byte[] base64(byte[] bytes, int from, int to) {
    try {
      return Base64.getDecoder().decode(Arrays.copyOfRange(bytes, from, to));
    } catch (IllegalArgumentException e) {
      return null; // not Base64
    }
  }
}
