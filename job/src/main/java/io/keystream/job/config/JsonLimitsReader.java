package io.keystream.job.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.keystream.job.config.JsonSchema.Bound;
import io.keystream.job.config.JsonSchema.Limits;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads what a JSON Schema demands of a value besides its type. */
final class JsonLimitsReader {
  private final JsonNode node;
  private final String at;
  private final List<JsonSchemaReader.Fault> faults;

  JsonLimitsReader(JsonNode node, String at, List<JsonSchemaReader.Fault> faults) {
    this.node = node;
    this.at = at;
    this.faults = faults;
  }

  Limits read() {
    return new Limits(
        values(),
        tighter(bound("minimum", false), bound("exclusiveMinimum", true), 1),
        tighter(bound("maximum", false), bound("exclusiveMaximum", true), -1),
        Math.max(length("minLength", 0), length("minItems", 0)),
        Math.min(length("maxLength", Integer.MAX_VALUE), length("maxItems", Integer.MAX_VALUE)),
        pattern());
  }

  private Optional<Set<Object>> values() {
    Set<Object> values = new HashSet<>();
    if (node.has("enum") && !node.get("enum").isArray()) {
      fault("enum", "a list of values", node.get("enum"));
    }
    node.path("enum").forEach(value -> add(value, "enum", values));
    if (node.has("const")) {
      if (node.has("enum")) {
        fault("const", "one of enum and const", node.get("const"));
      }
      add(node.get("const"), "const", values);
    }
    return node.has("enum") || node.has("const") ? Optional.of(values) : Optional.empty();
  }

  private void add(JsonNode value, String keyword, Set<Object> values) {
    String type = node.path("type").toString();
    if (value.isTextual() && type.contains("string")) {
      values.add(value.textValue());
    } else if (value.isNumber() && (type.contains("integer") || type.contains("number"))) {
      values.add(value.decimalValue().stripTrailingZeros());
    } else if (value.isBoolean() && type.contains("boolean")) {
      values.add(value.booleanValue());
    } else if (!(value.isNull() && type.contains("null"))) {
      fault(keyword, "values of the type", value);
    }
  }

  private Optional<Bound> bound(String keyword, boolean exclusive) {
    JsonNode value = node.path(keyword);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isNumber()) {
      fault(keyword, "a number", value);
      return Optional.empty();
    }
    return Optional.of(new Bound(value.decimalValue(), exclusive));
  }

  /** Both may be given; the exclusive one wins where they are equal. */
  private static Optional<Bound> tighter(Optional<Bound> one, Optional<Bound> exclusive, int sign) {
    if (one.isEmpty() || exclusive.isEmpty()) {
      return one.or(() -> exclusive);
    }
    BigDecimal first = one.get().number();
    return first.compareTo(exclusive.get().number()) * sign > 0 ? one : exclusive;
  }

  private int length(String keyword, int otherwise) {
    JsonNode value = node.path(keyword);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.canConvertToInt() || !value.canConvertToExactIntegral() || value.intValue() < 0) {
      fault(keyword, "a whole number from 0", value);
      return otherwise;
    }
    return value.intValue();
  }

  private Optional<Pattern> pattern() {
    if (!node.has("pattern")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile(node.get("pattern").asText()));
    } catch (PatternSyntaxException e) {
      fault(
          "pattern",
          "a regular expression as java.util.regex.Pattern reads it",
          node.get("pattern"));
      return Optional.empty();
    }
  }

  private void fault(String keyword, String wanted, JsonNode found) {
    faults.add(new JsonSchemaReader.Fault(at + "/" + keyword, wanted, found.toString()));
  }
}
