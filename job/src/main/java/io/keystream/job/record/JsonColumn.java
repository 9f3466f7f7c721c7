package io.keystream.job.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Base64;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads the value of one JSON field as the Catalyst value of a column's type. */
abstract class JsonColumn {
  /** Longest number that is looked at: no column type needs one as long. */
  private static final int MAX_NUMBER_LENGTH = 128;

  /** The Catalyst value of the current token, or null if it is not one of this type. */
  abstract Object read(JsonParser json) throws IOException;

  static JsonColumn of(DataType type) {
    if (type instanceof StringType) {
      return new Text();
    }
    if (type instanceof IntegerType) {
      return new WholeNumber(true);
    }
    if (type instanceof LongType) {
      return new WholeNumber(false);
    }
    if (type instanceof DoubleType) {
      return new DoubleNumber();
    }
    if (type instanceof FloatType) {
      return new FloatNumber();
    }
    if (type instanceof DecimalType decimal) {
      return new DecimalNumber(decimal);
    }
    if (type instanceof BooleanType) {
      return new TrueOrFalse();
    }
    return ofText(type);
  }

  private static JsonColumn ofText(DataType type) {
    if (type instanceof TimestampType) {
      return new Timestamp();
    }
    if (type instanceof DateType) {
      return new Date();
    }
    if (type instanceof BinaryType) {
      return new Binary();
    }
    throw new IllegalArgumentException("JSON fields cannot be read as " + type.sql());
  }

  private static boolean isText(JsonParser json) {
    return json.currentToken() == JsonToken.VALUE_STRING;
  }

  private static boolean isNumber(JsonParser json) throws IOException {
    return json.currentToken().isNumeric() && json.getTextLength() <= MAX_NUMBER_LENGTH;
  }

  /** A string, not a number nor nested JSON. */
  private static final class Text extends JsonColumn {
    @Override
    Object read(JsonParser json) throws IOException {
      if (!isText(json)) {
        return null;
      }
      byte[] bytes =
          Utf8.encode(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
      return bytes == null ? null : UTF8String.fromBytes(bytes);
    }
  }

  private static final class WholeNumber extends JsonColumn {
    private final boolean narrow;

    WholeNumber(boolean narrow) {
      this.narrow = narrow;
    }

    @Override
    Object read(JsonParser json) throws IOException {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || !isNumber(json)) {
        return null;
      }
      return switch (json.getNumberType()) {
        case INT -> narrow ? (Object) json.getIntValue() : (Object) json.getLongValue();
        case LONG -> narrow ? null : (Object) json.getLongValue();
        default -> null;
      };
    }
  }

  private static final class DoubleNumber extends JsonColumn {
    @Override
    Object read(JsonParser json) throws IOException {
      double number = isNumber(json) ? Double.parseDouble(json.getText()) : Double.NaN;
      return Double.isFinite(number) ? (Object) number : null;
    }
  }

  private static final class FloatNumber extends JsonColumn {
    @Override
    Object read(JsonParser json) throws IOException {
      float number = isNumber(json) ? Float.parseFloat(json.getText()) : Float.NaN;
      return Float.isFinite(number) ? (Object) number : null;
    }
  }

  /** Exact: a number with more digits than the type has is refused, not rounded. */
  private static final class DecimalNumber extends JsonColumn {
    private final DecimalType type;

    DecimalNumber(DecimalType type) {
      this.type = type;
    }

    @Override
    Object read(JsonParser json) throws IOException {
      return isNumber(json) ? ExactDecimal.read(json.getText(), type) : null;
    }
  }

  private static final class TrueOrFalse extends JsonColumn {
    @Override
    Object read(JsonParser json) throws IOException {
      return json.currentToken().isBoolean() ? (Object) json.getBooleanValue() : null;
    }
  }

  private static final class Timestamp extends JsonColumn {
    @Override
    Object read(JsonParser json) throws IOException {
      long micros = isText(json) ? IsoTime.micros(json.getText()) : TimeRange.INVALID;
      return micros == TimeRange.INVALID ? null : (Object) micros;
    }
  }

  private static final class Date extends JsonColumn {
    @Override
    Object read(JsonParser json) throws IOException {
      long day = isText(json) ? IsoTime.day(json.getText()) : TimeRange.INVALID;
      return day == TimeRange.INVALID ? null : (Object) (int) day;
    }
  }

  /** Base64, as Spark reads and writes it. */
  private static final class Binary extends JsonColumn {
    @Override
    Object read(JsonParser json) throws IOException {
      try {
        return isText(json) ? Base64.getDecoder().decode(json.getText()) : null;
      } catch (IllegalArgumentException e) {
        return null; // not Base64
      }
    }
  }
}
