package io.keystream.job.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.Collection;

/** Entries and control messages as JSON, with names in snake case and times in ISO-8601. */
public final class LedgerJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .serializationInclusion(JsonInclude.Include.ALWAYS)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addDeserializer(Instant.class, new InstantDeserializer()))
          .build();

  private LedgerJson() {}

  /** One line of JSON. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not expressible as JSON: " + value.getClass(), e);
    }
  }

  /**
   * Reads a value.
   *
   * @param origin the file it came from, for the message
   * @throws LedgerException if the text is not such a value
   */
  public static <T> T read(String json, Class<T> type, String origin) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new LedgerException(origin + " is damaged: it holds null");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new LedgerException(
          origin
              + " is damaged: "
              + e.getOriginalMessage()
              + " (found "
              + json.length()
              + " characters)",
          e);
    }
  }

  /** Values as a JSON array. */
  public static ArrayNode list(Collection<?> values) {
    return MAPPER.valueToTree(values);
  }

  /** A record as a JSON object, to add to before it is printed. */
  public static ObjectNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  private static final class InstantDeserializer extends FromStringDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantDeserializer() {
      super(Instant.class);
    }

    @Override
    protected Instant _deserialize(
        String value, com.fasterxml.jackson.databind.DeserializationContext context) {
      return Instant.parse(value);
    }
  }
}
