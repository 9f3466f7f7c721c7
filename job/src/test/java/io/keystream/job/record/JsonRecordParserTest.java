package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRecordParserTest {
  private static final StructType ALL_TYPES =
      StructType.fromDDL(
          "s STRING, i INT, l BIGINT, d DOUBLE, f FLOAT, b BOOLEAN, t TIMESTAMP, y DATE, x BINARY,"
              + " m DECIMAL(5,2)");

  private final JsonRecordParser parser = new JsonRecordParser(ALL_TYPES, false);
  private final InternalRow row = parser.newRow();

  @Test
  void readsEveryType() {
    Row result =
        accepted(
            """
            {"s":"a\\"\\u00e9\\ud83d\\ude00","i":-5,"l":9223372036854775807,"d":1.5e3,"f":2,"b":true,
             "t":"2024-02-29T12:00:00.1234567+02:00","y":"2024-02-29","x":"AQI=","m":123.4500}
            """);

    assertThat(result.getString(0)).isEqualTo("a\"\u00e9\ud83d\ude00");
    assertThat(result.getInt(1)).isEqualTo(-5);
    assertThat(result.getLong(2)).isEqualTo(Long.MAX_VALUE);
    assertThat(result.getDouble(3)).isEqualTo(1500.0);
    assertThat(result.getFloat(4)).isEqualTo(2.0f);
    assertThat(result.getBoolean(5)).isTrue();
    assertThat(result.getTimestamp(6))
        .isEqualTo(Timestamp.from(Instant.parse("2024-02-29T10:00:00.123456Z")));
    assertThat(result.getDate(7)).isEqualTo(Date.valueOf(LocalDate.of(2024, 2, 29)));
    assertThat((byte[]) result.get(8)).containsExactly(1, 2);
    assertThat(result.getDecimal(9)).isEqualTo(new BigDecimal("123.45"));
  }

  @Test
  void readsMissingAndNullAsNullAndSkipsTheRest() {
    accepted("{\"s\":\"before\",\"i\":1}");
    Row result = accepted("{\"i\":null,\"extra\":{\"a\":[1,{\"s\":\"x\"}]},\"S\":5}");

    for (int i = 0; i < ALL_TYPES.size(); i++) {
      assertThat(result.isNullAt(i)).as(ALL_TYPES.apply(i).name()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"s\":5} | field \"s\" is no STRING but the number 5 at byte 5",
        "{\"s\":{\"a\":1}} | field \"s\" is no STRING but an object at byte 5",
        "{\"s\":\"\\ud800\"} | field \"s\" is no STRING but the string \"?\" at byte 5",
        "{\"i\":\"5\"} | field \"i\" is no INT but the string \"5\" at byte 5",
        "{\"i\":1.0} | field \"i\" is no INT but the number 1.0 at byte 5",
        "{\"i\":2147483648} | field \"i\" is no INT but the number 2147483648 at byte 5",
        "{\"l\":9223372036854775808} | field \"l\" is no BIGINT but the number 9223372036854775808 at byte 5",
        "{\"d\":1e999} | field \"d\" is no DOUBLE but the number 1e999 at byte 5",
        "{\"b\":1} | field \"b\" is no BOOLEAN but the number 1 at byte 5",
        "{\"t\":\"2024-01-01T00:00:00\"} | field \"t\" is no TIMESTAMP but the string \"2024-01-01T00:00:00\" at byte 5",
        "{\"t\":1} | field \"t\" is no TIMESTAMP but the number 1 at byte 5",
        "{\"y\":\"2023-02-29\"} | field \"y\" is no DATE but the string \"2023-02-29\" at byte 5",
        "{\"y\":\"1500-01-01\"} | field \"y\" is no DATE but the string \"1500-01-01\" at byte 5",
        "{\"x\":\"*\"} | field \"x\" is no BINARY but the string \"*\" at byte 5",
        "{\"m\":1234.5} | field \"m\" is no DECIMAL(5,2) but the number 1234.5 at byte 5",
        "{\"m\":1.234} | field \"m\" is no DECIMAL(5,2) but the number 1.234 at byte 5",
        "{\"m\":1e1999999999} | field \"m\" is no DECIMAL(5,2) but the number 1e1999999999 at byte 5",
        "{\"i\":1,\"i\":1} | field \"i\" is given twice at byte 11",
        "{\"i\":1} {} | more after the object at byte 8",
        "[{\"i\":1}] | not an object but an array",
        "'   ' | not an object but nothing"
      })
  void saysWhatIsWrongAndWhere(String json, String expected) {
    assertThat(reason(json)).isEqualTo("json: " + expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{\"i\":1", "{\"i\":}", "{i:1}", "{\"i\":01}", "{\"d\":NaN}", "{}x", "}"})
  void refusesWhatIsNotJson(String json) {
    assertThat(reason(json)).startsWith("json: ").hasLineCount(1);
  }

  @Test
  void refusesBombs() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertThat(reason("{\"extra\":" + deep + "}"))
        .startsWith("json: nested deeper than 64 at byte");
    assertThat(reason(deep)).startsWith("json: not an object but an array");
    assertThat(reason("{\"d\":" + "1".repeat(500) + "}"))
        .startsWith("json: field \"d\" is no DOUBLE");
    assertThat(reason("{\"i\":" + "1".repeat(1_000_000) + "}")).startsWith("json: ");
    assertThat(parser.parse(new byte[Reasons.MAX_BYTES + 1], row))
        .isEqualTo("json: 16777217 bytes are more than 16777216");
  }

  @Test
  void refusesValuesThatAreNoText() {
    assertThat(parser.parse(null, row)).isEqualTo("null value");
    assertThat(reason("")).isEqualTo("empty value");
    assertThat(parser.parse(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80}, row))
        .isEqualTo("not valid UTF-8 at byte 2");
    assertThat(parser.parse("{}".getBytes(UTF_16), row)).isEqualTo("not valid UTF-8 at byte 0");
    assertThat(parser.parse(new byte[] {0, '{', 0, '}'}, row)).isEqualTo("json: zero at byte 0");
  }

  @Test
  void refusesMissingFieldsThatAreDeclaredNotNull() {
    JsonRecordParser notNull = new JsonRecordParser(StructType.fromDDL("i INT NOT NULL"), false);

    assertThat(notNull.parse("{}".getBytes(UTF_8), notNull.newRow()))
        .isEqualTo("json: field \"i\" is missing but declared NOT NULL");
    assertThat(notNull.parse("{\"i\":null}".getBytes(UTF_8), notNull.newRow()))
        .isEqualTo("json: field \"i\" is null but declared NOT NULL");
    assertThat(notNull.parse("{\"i\":1}".getBytes(UTF_8), notNull.newRow())).isNull();
  }

  @Test
  void refusesFieldsThatAreNotDeclaredIfStrict() {
    RecordParser strict =
        RecordParsers.of(ParseSections.read("format: json", "schema: i INT", "strict: true"));

    assertThat(strict.parse("{\"i\":1,\"I\":2}".getBytes(UTF_8), strict.newRow()))
        .isEqualTo("json: field \"I\" is not in the schema at byte 7");
    assertThat(strict.parse("{\"i\":1}".getBytes(UTF_8), strict.newRow())).isNull();
  }

  @Test
  void refusesColumnTypesItCannotRead() {
    assertThatThrownBy(() -> new JsonRecordParser(StructType.fromDDL("a ARRAY<INT>"), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("JSON fields cannot be read as ARRAY<INT>");
  }

  @Test
  void survivesSerialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(parser);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      RecordParser copy = (RecordParser) in.readObject();
      assertThat(copy.parse("{\"i\":1}".getBytes(UTF_8), copy.newRow())).isNull();
    }
  }

  private Row accepted(String json) {
    assertThat(reason(json)).as(json).isNull();
    return Rows.external(row, ALL_TYPES);
  }

  private String reason(String json) {
    return parser.parse(json.getBytes(UTF_8), row);
  }
}
