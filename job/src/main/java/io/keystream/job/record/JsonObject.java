package io.keystream.job.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keystream.job.config.JsonSchema;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/** Reads the objects of a schema. */
final class JsonObject extends JsonColumn {
  private final List<JsonSchema.Property> properties;
  private final boolean closed;
  private final Map<String, Integer> columns = new HashMap<>();
  private final JsonSchemaValue[] values;
  private final boolean[] given;

  JsonObject(JsonSchema schema) {
    this.properties = schema.properties();
    this.closed = schema.closed();
    this.values = new JsonSchemaValue[properties.size()];
    this.given = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      columns.put(properties.get(i).name(), i);
      values[i] = new JsonSchemaValue(properties.get(i).schema());
    }
  }

  @Override
  Object read(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return null;
    }
    InternalRow row = new GenericInternalRow(values.length);
    fill(json, row);
    return row;
  }

  /**
   * Fills a row from the object whose begin the parser has read.
   *
   * @throws JsonViolation if the object is none of the schema
   */
  void fill(JsonParser json, InternalRow row) throws IOException {
    Arrays.fill(given, false);
    for (int i = 0; i < values.length; i++) {
      row.setNullAt(i);
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      Integer column = columns.get(json.getCurrentName());
      if (column != null) {
        field(json, row, column);
      } else if (closed) {
        throw JsonViolation.at(json, "is not in the schema");
      } else {
        json.nextToken();
        String reason = JsonRecordParser.skip(json);
        if (reason != null) {
          throw JsonViolation.at(json, reason);
        }
      }
    }
    for (int i = 0; i < values.length; i++) {
      if (!given[i] && properties.get(i).required()) {
        throw JsonViolation.of(
            json.getParsingContext().pathAsPointer() + "/" + properties.get(i).name(),
            json,
            "is missing but required");
      }
    }
  }

  private void field(JsonParser json, InternalRow row, int column) throws IOException {
    if (given[column]) {
      throw JsonViolation.at(json, "is given twice");
    }
    json.nextToken();
    Object value = values[column].read(json);
    given[column] = true;
    if (value != null) {
      row.update(column, value);
    }
  }
}
