package io.keystream.job.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.util.GenericArrayData;

/** Reads arrays whose entries are of one schema. */
final class JsonArray extends JsonColumn {
  private final JsonSchemaValue items;

  JsonArray(JsonSchemaValue items) {
    this.items = items;
  }

  @Override
  Object read(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return null;
    }
    List<Object> entries = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      entries.add(items.read(json));
    }
    return new GenericArrayData(entries.toArray());
  }
}
