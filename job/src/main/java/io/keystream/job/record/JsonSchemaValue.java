package io.keystream.job.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keystream.job.config.JsonSchema;
import io.keystream.job.config.JsonSchema.Bound;
import io.keystream.job.config.JsonSchema.Limits;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads the values of a schema, and holds them to its limits. */
final class JsonSchemaValue {
  private final JsonSchema schema;
  private final JsonColumn reader;

  JsonSchemaValue(JsonSchema schema) {
    this.schema = schema;
    this.reader =
        !schema.properties().isEmpty()
            ? new JsonObject(schema)
            : schema
                .items()
                .map(items -> (JsonColumn) new JsonArray(new JsonSchemaValue(items)))
                .orElseGet(() -> JsonColumn.of(schema.type()));
  }

  /**
   * The Catalyst value of the current token and what belongs to it; null for null.
   *
   * @throws JsonViolation if the schema does not allow it
   */
  Object read(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      if (schema.nullable()) {
        return null;
      }
      throw JsonViolation.at(json, "is null");
    }
    boolean struct = json.currentToken().isStructStart();
    String pointer = struct ? JsonViolation.pointer(json) : null;
    Object value = reader.read(json);
    if (value == null) {
      throw JsonViolation.at(
          json, "is no " + schema.type().sql() + " but " + JsonRecordParser.found(json));
    }
    String broken = broken(value, schema.limits());
    if (broken != null) {
      throw JsonViolation.of(
          struct ? pointer : JsonViolation.pointer(json), json, "breaks " + broken);
    }
    return value;
  }

  private static String broken(Object value, Limits limits) {
    if (value instanceof ArrayData array) {
      return brokenLength(array.numElements(), limits, "Items");
    }
    if (value instanceof UTF8String text) {
      String length = brokenLength(text.numChars(), limits, "Length");
      return length != null ? length : brokenText(text.toString(), limits);
    }
    if (value instanceof Boolean truth) {
      return brokenValue(truth, limits);
    }
    boolean limited =
        limits.values().isPresent() || limits.minimum().isPresent() || limits.maximum().isPresent();
    return limited && value instanceof Number number ? brokenNumber(number, limits) : null;
  }

  private static String brokenLength(int length, Limits limits, String what) {
    if (length < limits.minLength()) {
      return "min" + what + " " + limits.minLength();
    }
    return length > limits.maxLength() ? "max" + what + " " + limits.maxLength() : null;
  }

  private static String brokenText(String text, Limits limits) {
    if (limits.pattern().isPresent()) {
      Pattern pattern = limits.pattern().get();
      long steps = RegexParser.STEPS + RegexParser.STEPS_PER_CHARACTER * text.length();
      try {
        if (!pattern.matcher(new BoundedText(text, steps)).find()) {
          return "pattern " + pattern;
        }
      } catch (BoundedText.GaveUp | StackOverflowError e) {
        return "pattern " + pattern + ", on which it was given up";
      }
    }
    return brokenValue(text, limits);
  }

  private static String brokenNumber(Number number, Limits limits) {
    BigDecimal exact = new BigDecimal(number.toString());
    if (limits.minimum().isPresent() && isBeyond(exact, limits.minimum().get(), -1)) {
      return "minimum " + limits.minimum().get().number();
    }
    if (limits.maximum().isPresent() && isBeyond(exact, limits.maximum().get(), 1)) {
      return "maximum " + limits.maximum().get().number();
    }
    return brokenValue(exact.stripTrailingZeros(), limits);
  }

  private static boolean isBeyond(BigDecimal number, Bound bound, int direction) {
    int compared = number.compareTo(bound.number()) * direction;
    return compared > 0 || (compared == 0 && bound.exclusive());
  }

  private static String brokenValue(Object value, Limits limits) {
    return limits.values().isEmpty() || limits.values().get().contains(value)
        ? null
        : "enum or const";
  }
}
