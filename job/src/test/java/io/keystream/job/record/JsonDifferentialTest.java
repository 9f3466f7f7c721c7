package io.keystream.job.record;

import static io.keystream.job.record.ReferenceText.require;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keystream.job.record.ReferenceText.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** The parser agrees with Jackson's tree of the same value. */
class JsonDifferentialTest {
  private static final int CASES = 200_000;
  private static final byte[] ALPHABET =
      "{}[]\",:\\ \t0129.-+eEntrufasil\u00e9\u20ac".getBytes(UTF_8);
  private static final StructType SCHEMA =
      StructType.fromDDL("s STRING, i INT, l BIGINT, d DOUBLE, b BOOLEAN, t TIMESTAMP, y DATE");
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private final JsonRecordParser parser = new JsonRecordParser(SCHEMA, false);
  private final InternalRow row = parser.newRow();

  @Test
  void agreesOnRandomAndHostileObjects() {
    HostileValues values = new HostileValues(ALPHABET, 60, 2);

    int accepted = values.accepted(CASES, JsonDifferentialTest::object, this::agrees);

    assertThat(accepted).as("objects of each kind, %s", values).isBetween(CASES / 9, CASES * 8 / 9);
  }

  private boolean agrees(byte[] value, String description) {
    String reason = parser.parse(value, row);
    String shown = description + ": " + new String(value, UTF_8) + ": " + reason;
    try {
      Object[] expected = reference(value);
      assertThat(reason).as(shown).isNull();
      assertThat(Rows.values(row, SCHEMA)).as(shown).isEqualTo(expected);
      return true;
    } catch (Refused e) {
      assertThat(reason).as(shown).isNotNull();
    } catch (JsonProcessingException e) {
      boolean repeatedExtra = e.getOriginalMessage().startsWith("Duplicate field");
      assertThat(reason != null || repeatedExtra).as(shown).isTrue();
    }
    return false;
  }

  private static Object[] reference(byte[] value) throws Refused, JsonProcessingException {
    JsonNode root;
    try {
      root = MAPPER.readTree(UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString());
    } catch (CharacterCodingException e) {
      throw new Refused();
    }
    require(root.isObject());
    Object[] columns = new Object[SCHEMA.size()];
    for (int i = 0; i < columns.length; i++) {
      Optional<JsonNode> node = Optional.ofNullable(root.get(SCHEMA.apply(i).name()));
      if (node.isPresent() && !node.get().isNull()) {
        columns[i] = column(SCHEMA.apply(i).name(), node.get());
      }
    }
    return columns;
  }

  private static Object column(String name, JsonNode node) throws Refused {
    return switch (name) {
      case "i" -> {
        require(node.isIntegralNumber() && node.canConvertToInt());
        yield node.intValue();
      }
      case "l" -> {
        require(node.isIntegralNumber() && node.canConvertToLong());
        yield node.longValue();
      }
      case "d" -> {
        require(node.isNumber());
        double number = node.doubleValue();
        require(Double.isFinite(number));
        yield number;
      }
      case "b" -> {
        require(node.isBoolean());
        yield node.booleanValue();
      }
      default -> {
        require(node.isTextual());
        yield text(name, node.textValue());
      }
    };
  }

  private static Object text(String name, String text) throws Refused {
    try {
      return switch (name) {
        case "t" -> ReferenceText.micros(text);
        case "y" -> ReferenceText.day(text);
        default -> {
          require(UTF_8.newEncoder().canEncode(text));
          yield UTF8String.fromString(text);
        }
      };
    } catch (DateTimeException e) {
      throw new Refused();
    }
  }

  private static byte[] object(Random random) {
    String[] values = {
      "\"s\":\"a\\\"\\u00e9\u20ac\"",
      "\"s\":\"\"",
      "\"s\":5",
      "\"i\":-12",
      "\"i\":3000000000",
      "\"l\":-9000000000",
      "\"l\":1e3",
      "\"d\":1.25e-3",
      "\"d\":7",
      "\"b\":true",
      "\"b\":null",
      "\"t\":\"2024-02-29T23:59:59.123456Z\"",
      "\"t\":\"2001-01-01T00:00+01:30\"",
      "\"y\":\"1999-12-31\"",
      "\"y\":\"2023-02-30\"",
      "\"extra\":{\"i\":[1,\"x\",{}]}"
    };
    StringBuilder object = new StringBuilder("{");
    int first = random.nextInt(values.length);
    int step = 1 + random.nextInt(4);
    for (int i = first; i < values.length; i += step) {
      object.append(object.length() > 1 ? ", " : "").append(values[i]);
      step += 1;
    }
    return object.append(random.nextInt(9) == 0 ? "}\n" : "}").toString().getBytes(UTF_8);
  }
}
