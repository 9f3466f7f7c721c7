package io.keystream.job.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keystream.job.config.AvroSchemas;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * The schemas of a registry with the REST interface of Confluent's. What an id stands for never
 * changes, so a schema is asked for once in the life of the process; that there is none is
 * remembered for a minute. At most {@value #MOST} ids are remembered.
 */
public final class SchemaRegistry {
  static final int MOST = 1_000;
  static final Duration UNKNOWN_FOR = Duration.ofMinutes(1);

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final int SCHEMA_NOT_FOUND = 40403;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<RegistrySettings, SchemaRegistry> SHARED = new ConcurrentHashMap<>();

  private final RegistryRequests requests;
  private final InstantSource clock;
  private final Map<Integer, Found> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Found> eldest) {
          return size() > MOST;
        }
      };

  /**
   * What an id stands for.
   *
   * @param schema null if no record can be read by it
   * @param reason why, one line
   * @param until when to ask again
   */
  record Found(Schema schema, String reason, Instant until) {}

  SchemaRegistry(RegistryRequests requests, InstantSource clock) {
    this.requests = requests;
    this.clock = clock;
  }

  /** The registry, for all tasks of this process. */
  static SchemaRegistry shared(RegistrySettings settings) {
    return SHARED.computeIfAbsent(settings, SchemaRegistry::new);
  }

  /** A registry that nothing is known of yet. */
  public SchemaRegistry(RegistrySettings settings) {
    this(new RegistryRequests(settings, TIMEOUT, FIRST_PAUSE), InstantSource.system());
  }

  /**
   * Finds a schema.
   *
   * @throws RegistryUnavailable if the registry does not answer, also after several attempts
   */
  synchronized Found find(int id) {
    Found found = known.get(id);
    if (found == null || found.until().isBefore(clock.instant())) {
      found = ask(id);
      known.put(id, found);
    }
    return found;
  }

  /**
   * Makes sure that the registry answers.
   *
   * @throws RegistryUnavailable if it does not
   */
  public void check() {
    RegistryRequests.Answer answer = requests.get("/subjects");
    if (answer.status() != 200) {
      throw new RegistryUnavailable("/subjects answered " + answer.status());
    }
  }

  private Found ask(int id) {
    RegistryRequests.Answer answer = requests.get("/schemas/ids/" + id);
    JsonNode body = json(answer);
    if (answer.status() == 404) {
      if (body.path("error_code").asInt() != SCHEMA_NOT_FOUND) {
        throw new RegistryUnavailable(
            "Schema registry answered 404 without the error code "
                + SCHEMA_NOT_FOUND
                + " of an unknown schema; is the path in registry.urls right?");
      }
      return new Found(
          null, "schema " + id + " is unknown to the registry", clock.instant().plus(UNKNOWN_FOR));
    }
    return readable(id, body);
  }

  private static JsonNode json(RegistryRequests.Answer answer) {
    try {
      JsonNode body = JSON.readTree(answer.body());
      if (answer.status() == 404 || body.path("schema").isTextual()) {
        return body;
      }
    } catch (JsonProcessingException e) {
      // told below
    }
    throw new RegistryUnavailable(
        "Schema registry answered " + answer.status() + " with something else than a schema");
  }

  private static Found readable(int id, JsonNode body) {
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      return refused("schema " + id + " is of type " + type + ", not AVRO");
    }
    if (body.path("references").size() > 0) {
      return refused("schema " + id + " refers to other schemas, which is not supported");
    }
    try {
      return new Found(AvroSchemas.parse(body.path("schema").asText()), null, Instant.MAX);
    } catch (IllegalArgumentException e) {
      return refused("schema " + id + " is no Avro schema: " + Reasons.shown(e.getMessage(), 200));
    }
  }

  private static Found refused(String reason) {
    return new Found(null, reason, Instant.MAX);
  }
}
