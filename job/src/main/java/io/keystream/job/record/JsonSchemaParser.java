package io.keystream.job.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.keystream.job.config.JsonSchema;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Parses JSON objects that meet a JSON Schema; scalars are read as {@link JsonRecordParser} does.
 */
final class JsonSchemaParser implements RecordParser {
  private static final long serialVersionUID = 1L;

  private final String schemaText;
  private final StructType columns;
  private transient JsonObject object;

  JsonSchemaParser(String schemaText) {
    this.schemaText = schemaText;
    this.columns = JsonSchema.of(schemaText).columns();
  }

  @Override
  public StructType schema() {
    return columns;
  }

  @Override
  public String parse(byte[] value, InternalRow row) {
    String reason = JsonRecordParser.check(value);
    if (reason != null) {
      return reason;
    }
    if (object == null) {
      object = new JsonObject(JsonSchema.of(schemaText));
    }
    try (JsonParser json = JsonRecordParser.FACTORY.createParser(value)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return "json: not an object but " + JsonRecordParser.found(json);
      }
      object.fill(json, row);
      return json.nextToken() == null
          ? null
          : "json: more after the object" + JsonRecordParser.at(json);
    } catch (JsonViolation e) {
      return "json: " + e.getMessage();
    } catch (JsonProcessingException e) {
      return JsonRecordParser.malformed(e);
    } catch (IOException | RuntimeException e) {
      return "json: " + Reasons.shown(e.toString(), 200);
    }
  }
}
