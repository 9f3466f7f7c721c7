package io.keystream.job.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.keystream.job.config.JsonSchema.Property;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Reads a JSON Schema, and finds every keyword in it that could not be held to. */
final class JsonSchemaReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();
  private static final Set<String> ANNOTATIONS =
      Set.of(
          "$schema",
          "$id",
          "$comment",
          "title",
          "description",
          "examples",
          "default",
          "deprecated",
          "readOnly",
          "writeOnly");
  private static final Map<String, Set<String>> KEYWORDS =
      Map.of(
          "object", Set.of("properties", "required", "additionalProperties"),
          "array", Set.of("items", "minItems", "maxItems"),
          "string",
              Set.of(
                  "format",
                  "contentEncoding",
                  "enum",
                  "const",
                  "pattern",
                  "minLength",
                  "maxLength"),
          "integer",
              Set.of(
                  "format",
                  "enum",
                  "const",
                  "minimum",
                  "maximum",
                  "exclusiveMinimum",
                  "exclusiveMaximum"),
          "number",
              Set.of("enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
          "boolean", Set.of("const"));

  private final String text;
  private final List<Fault> faults = new ArrayList<>();

  /**
   * What is wrong.
   *
   * @param pointer where, as a JSON pointer; empty for the whole
   */
  record Fault(String pointer, String wanted, String found) {}

  JsonSchemaReader(String text) {
    this.text = text;
  }

  /** What is wrong with what was read. */
  List<Fault> faults() {
    return faults;
  }

  /** The schema of an object; nothing if there are faults. */
  Optional<JsonSchema> read() {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      fault("", "JSON", e.getOriginalMessage().lines().findFirst().orElse(""));
      return Optional.empty();
    }
    if (!root.isObject() || !root.path("type").asText().equals("object")) {
      fault(
          "", "a schema with \"type\": \"object\", whose properties become the columns", "another");
      return Optional.empty();
    }
    JsonSchema schema = schema(root, "");
    return faults.isEmpty() ? Optional.of(schema) : Optional.empty();
  }

  private JsonSchema schema(JsonNode node, String at) {
    boolean nullable = false;
    String type = null;
    for (JsonNode name :
        node.path("type").isArray() ? node.path("type") : List.of(node.path("type"))) {
      if (name.asText().equals("null")) {
        nullable = true;
      } else if (type == null) {
        type = name.asText();
      } else {
        type = "";
      }
    }
    if (type == null || !KEYWORDS.containsKey(type)) {
      fault(
          at + "/type",
          "one of object, array, string, integer, number, boolean; with null beside it if need be",
          node.path("type").isMissingNode() ? "no type" : node.path("type").toString());
      return new JsonSchema(DataTypes.StringType, false, List.of(), false, Optional.empty(), null);
    }
    refuseOthers(node, type, at);
    return switch (type) {
      case "object" -> object(node, nullable, at);
      case "array" -> array(node, nullable, at);
      default -> scalar(node, type, nullable, at);
    };
  }

  private void refuseOthers(JsonNode node, String type, String at) {
    node.fieldNames()
        .forEachRemaining(
            keyword -> {
              boolean known =
                  keyword.equals("type")
                      || ANNOTATIONS.contains(keyword)
                      || KEYWORDS.get(type).contains(keyword);
              if (!known) {
                fault(
                    at + "/" + escaped(keyword),
                    "keywords that are held to with type "
                        + type
                        + ": "
                        + String.join(", ", KEYWORDS.get(type).stream().sorted().toList()),
                    "\"" + keyword + "\"");
              }
            });
  }

  private JsonSchema object(JsonNode node, boolean nullable, String at) {
    Set<String> required = new HashSet<>();
    node.path("required").forEach(name -> required.add(name.asText()));
    List<Property> properties = new ArrayList<>();
    StructType columns = new StructType();
    Iterator<Map.Entry<String, JsonNode>> fields = node.path("properties").fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      String pointer = at + "/properties/" + escaped(field.getKey());
      JsonSchema schema = schema(field.getValue(), pointer);
      boolean always = required.remove(field.getKey());
      properties.add(new Property(field.getKey(), always, schema));
      columns = columns.add(field.getKey(), schema.type(), !always || schema.nullable());
    }
    if (properties.isEmpty()) {
      fault(at + "/properties", "at least one property", "none");
    }
    required.forEach(name -> fault(at + "/required", "names of properties", "\"" + name + "\""));
    JsonNode more = node.path("additionalProperties");
    if (!more.isMissingNode() && !more.isBoolean()) {
      fault(at + "/additionalProperties", "true or false", more.toString());
    }
    boolean closed = more.isBoolean() && !more.booleanValue();
    return new JsonSchema(
        columns, nullable, properties, closed, Optional.empty(), limits(node, at));
  }

  private JsonSchema array(JsonNode node, boolean nullable, String at) {
    if (!node.path("items").isObject()) {
      fault(
          at + "/items",
          "one schema for all entries",
          node.has("items") ? node.get("items").toString() : "none");
      return new JsonSchema(
          DataTypes.StringType, nullable, List.of(), false, Optional.empty(), null);
    }
    JsonSchema items = schema(node.get("items"), at + "/items");
    DataType type = DataTypes.createArrayType(items.type(), items.nullable());
    return new JsonSchema(type, nullable, List.of(), false, Optional.of(items), limits(node, at));
  }

  private JsonSchema scalar(JsonNode node, String type, boolean nullable, String at) {
    DataType column = columnType(node, type, at);
    boolean limited =
        List.of("enum", "const", "pattern", "minLength", "maxLength").stream().anyMatch(node::has);
    if (type.equals("string") && !column.equals(DataTypes.StringType) && limited) {
      fault(at, "no limits of a text beside its format", "enum, const, pattern or a length");
    }
    return new JsonSchema(column, nullable, List.of(), false, Optional.empty(), limits(node, at));
  }

  private DataType columnType(JsonNode node, String type, String at) {
    String format = node.path("format").asText("");
    String encoding = node.path("contentEncoding").asText("");
    return switch (type + " " + format + (encoding.isEmpty() ? "" : "in " + encoding)) {
      case "string " -> DataTypes.StringType;
      case "string date-time" -> DataTypes.TimestampType;
      case "string date" -> DataTypes.DateType;
      case "string in base64" -> DataTypes.BinaryType;
      case "integer ", "integer int64" -> DataTypes.LongType;
      case "integer int32" -> DataTypes.IntegerType;
      case "number " -> DataTypes.DoubleType;
      case "boolean " -> DataTypes.BooleanType;
      default -> {
        fault(
            at + (encoding.isEmpty() ? "/format" : "/contentEncoding"),
            "one of the formats date-time and date of a string, int32 and int64 of an integer, or"
                + " contentEncoding base64",
            "\"" + format + encoding + "\"");
        yield DataTypes.StringType;
      }
    };
  }

  private JsonSchema.Limits limits(JsonNode node, String at) {
    JsonLimitsReader reader = new JsonLimitsReader(node, at, faults);
    return reader.read();
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private void fault(String pointer, String wanted, String found) {
    faults.add(new Fault(pointer, wanted, found));
  }
}
