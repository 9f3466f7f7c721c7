package io.keystream.job.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Parses JSON objects with declared fields.
 *
 * <ul>
 *   <li>Fields that are not declared are skipped, or dead letters if strict; names are
 *       case-sensitive.
 *   <li>A declared field that is missing or null is null; a dead letter if declared {@code NOT
 *       NULL}.
 *   <li>A value of another type is a dead letter: a STRING takes a JSON string only, no number and
 *       no nested object; an INT no fraction; nothing is rounded except to DOUBLE and FLOAT.
 *   <li>TIMESTAMP is ISO-8601 with a zone offset from the year 1900, DATE {@code yyyy-MM-dd} from
 *       1582-10-15, BINARY Base64.
 *   <li>A declared field given twice, and anything after the object, is a dead letter; so is a
 *       value larger than 16 MiB or nested deeper than 64.
 * </ul>
 */
public final class JsonRecordParser implements RecordParser {
  private static final long serialVersionUID = 1L;

  static final int MAX_DEPTH = 64;

  /** Colliding field names are rehashed, not refused: they may come from any record before. */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final StructType schema;
  private final boolean strict;
  private transient Map<String, Integer> columns;
  private transient JsonColumn[] readers;
  private transient boolean[] given;

  /**
   * A parser for objects with the fields of {@code schema}.
   *
   * @param strict whether a field that is not declared makes the record a dead letter
   * @throws IllegalArgumentException for a column type that JSON is not read as
   */
  public JsonRecordParser(StructType schema, boolean strict) {
    this.schema = schema;
    this.strict = strict;
    prepare();
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public String parse(byte[] value, InternalRow row) {
    String reason = check(value);
    if (reason != null) {
      return reason;
    }
    if (readers == null) {
      prepare();
    }
    try (JsonParser json = FACTORY.createParser(value)) {
      return document(json, row);
    } catch (JsonProcessingException e) {
      return malformed(e);
    } catch (IOException | RuntimeException e) {
      return "json: " + Reasons.shown(e.toString(), 200);
    }
  }

  static String malformed(JsonProcessingException e) {
    return "json: " + Reasons.shown(e.getOriginalMessage(), 200) + at(e.getLocation());
  }

  /** Why a value cannot be read as JSON, before it is looked into; null if it can. */
  static String check(byte[] value) {
    String reason = Reasons.ofValue("json", value);
    if (reason != null) {
      return reason;
    }
    for (int i = 0; i < Math.min(4, value.length); i++) {
      if (value[i] == 0) {
        return "json: zero" + at(i); // Jackson would take it for UTF-16 or UTF-32
      }
    }
    return null;
  }

  private void prepare() {
    columns = new HashMap<>();
    readers = new JsonColumn[schema.size()];
    given = new boolean[schema.size()];
    for (int i = 0; i < readers.length; i++) {
      columns.put(schema.apply(i).name(), i);
      readers[i] = JsonColumn.of(schema.apply(i).dataType());
    }
  }

  private String document(JsonParser json, InternalRow row) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return "json: not an object but " + found(json);
    }
    for (int i = 0; i < readers.length; i++) {
      given[i] = false;
      row.setNullAt(i);
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      Integer column = columns.get(json.getCurrentName());
      if (column == null && strict) {
        return "json: field \""
            + Reasons.shown(json.getCurrentName())
            + "\" is not in the schema"
            + at(json);
      }
      json.nextToken();
      String reason = column == null ? skip(json) : field(json, row, column);
      if (reason != null) {
        return reason;
      }
    }
    if (json.nextToken() != null) {
      return "json: more after the object" + at(json);
    }
    return firstMissing(row);
  }

  private String field(JsonParser json, InternalRow row, int column) throws IOException {
    if (given[column]) {
      return "json: field \"" + name(column) + "\" is given twice" + at(json);
    }
    given[column] = true;
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    Object value = readers[column].read(json);
    if (value == null) {
      String type = schema.apply(column).dataType().sql();
      return "json: field \""
          + name(column)
          + "\" is no "
          + type
          + " but "
          + found(json)
          + at(json);
    }
    row.update(column, value);
    return null;
  }

  private String firstMissing(InternalRow row) {
    for (int i = 0; i < readers.length; i++) {
      if (!schema.apply(i).nullable() && row.isNullAt(i)) {
        String state = given[i] ? "null" : "missing";
        return "json: field \"" + name(i) + "\" is " + state + " but declared NOT NULL";
      }
    }
    return null;
  }

  /** Passes over a value of any kind. */
  static String skip(JsonParser json) throws IOException {
    int depth = 0;
    for (JsonToken token = json.currentToken(); ; token = json.nextToken()) {
      if (token.isStructStart() && ++depth >= MAX_DEPTH) {
        return "json: nested deeper than " + MAX_DEPTH + at(json);
      }
      if (token.isStructEnd()) {
        depth--;
      }
      if (depth == 0) {
        return null;
      }
    }
  }

  static String found(JsonParser json) throws IOException {
    if (json.currentToken() == null) {
      return "nothing";
    }
    return switch (json.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "the string \"" + Reasons.shown(json.getText()) + "\"";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + Reasons.shown(json.getText());
      default -> json.getText();
    };
  }

  private String name(int column) {
    return schema.apply(column).name();
  }

  static String at(JsonParser json) {
    return at(json.getTokenLocation());
  }

  /** Where; a limit of Jackson's that is passed has no location. */
  private static String at(JsonLocation location) {
    return location == null ? "" : at(location.getByteOffset());
  }

  private static String at(long offset) {
    return " at byte " + offset;
  }
}
