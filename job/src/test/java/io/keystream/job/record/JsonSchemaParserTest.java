package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.ParseConfig;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON that meets a schema, and JSON that does not. */
class JsonSchemaParserTest {
  private static final String SCHEMA =
      """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Order",
        "type": "object",
        "required": ["id", "at"],
        "properties": {
          "id": {"type": "integer", "minimum": 1, "exclusiveMaximum": 1000},
          "at": {"type": "string", "format": "date-time"},
          "day": {"type": "string", "format": "date"},
          "state": {"type": ["string", "null"], "enum": ["open", "done", null]},
          "code": {"type": "string", "pattern": "^[A-Z]", "minLength": 2, "maxLength": 3},
          "count": {"type": "integer", "format": "int32"},
          "price": {"type": "number", "exclusiveMinimum": 0, "maximum": 9.5},
          "paid": {"type": "boolean"},
          "blob": {"type": "string", "contentEncoding": "base64"},
          "items": {
            "type": "array", "minItems": 1, "maxItems": 2,
            "items": {
              "type": "object",
              "required": ["name"],
              "additionalProperties": false,
              "properties": {
                "name": {"type": "string"},
                "tags": {"type": "array", "items": {"type": ["string", "null"]}},
                "version": {"type": "integer", "const": 2}
              }
            }
          },
          "a/b": {"type": "object", "properties": {"c": {"type": ["number", "null"]}}}
        }
      }
      """;
  private static final String AT = "\"at\":\"2026-01-31T10:15:30Z\"";

  private final ParseConfig config =
      ParseSections.read("format: json", "json-schema: |", SCHEMA.indent(2).stripTrailing());

  @Test
  void aSchemaMakesColumns() throws Exception {
    assertThat(config.columns().toDDL())
        .isEqualTo(
            "id BIGINT NOT NULL,at TIMESTAMP NOT NULL,day DATE,state STRING,code STRING,count"
                + " INT,price DOUBLE,paid BOOLEAN,blob BINARY,items ARRAY<STRUCT<name: STRING, tags:"
                + " ARRAY<STRING>, version: BIGINT>>,`a/b` STRUCT<c: DOUBLE>");
    RecordParser parser = Serialized.copy(RecordParsers.of(config));

    Row row =
        row(
            parser,
            """
            {"id":7,"at":"2026-01-31T10:15:30.5Z","day":"2026-01-31","state":null,"code":"\\u00c4Bc",
             "count":-3,"price":9.5,"paid":true,"blob":"AP8=","more":[{"x":{}}],
             "items":[{"name":"x","tags":["t",null],"version":2},{"name":"y"}],"a/b":{"c":1e2}}
            """
                .replace("\\u00c4", "A"));

    assertThat(row.getLong(0)).isEqualTo(7);
    assertThat(row.getTimestamp(1).toInstant()).hasToString("2026-01-31T10:15:30.500Z");
    assertThat(row.getDate(2).toLocalDate()).hasToString("2026-01-31");
    assertThat(row.isNullAt(3)).isTrue();
    assertThat(row.getString(4)).isEqualTo("ABc");
    assertThat(row.getInt(5)).isEqualTo(-3);
    assertThat(row.getDouble(6)).isEqualTo(9.5);
    assertThat(row.getBoolean(7)).isTrue();
    assertThat(row.<byte[]>getAs("blob")).containsExactly(0, 0xFF);
    assertThat(row.getList(9)).hasSize(2);
    assertThat(row.getList(9).get(0).toString()).contains("x", "t", "null", "2");
    assertThat(row.getList(9).get(1)).hasToString("[y,null,null]");
    assertThat(row.getStruct(10).getDouble(0)).isEqualTo(100);
  }

  @Test
  void whatIsNotRequiredMayBeMissing() {
    Row row = row(RecordParsers.of(config), "{\"id\":1," + AT + "}");

    for (int i = 2; i < row.size(); i++) {
      assertThat(row.isNullAt(i)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{@} | field \"/id\" is missing but required at byte 28",
        "{\"id\":0,@} | field \"/id\" breaks minimum 1 at byte 6",
        "{\"id\":1000,@} | field \"/id\" breaks maximum 1000 at byte 6",
        "{\"id\":null,@} | field \"/id\" is null at byte 6",
        "{\"id\":\"1\",@} | field \"/id\" is no BIGINT but the string \"1\" at byte 6",
        "{\"id\":1.5,@} | field \"/id\" is no BIGINT but the number 1.5 at byte 6",
        "{\"id\":1,\"id\":1,@} | field \"/id\" is given twice at byte 8",
        "{\"id\":1,@,\"state\":\"lost\"} | field \"/state\" breaks enum or const at byte 44",
        "{\"id\":1,@,\"code\":\"A\"} | field \"/code\" breaks minLength 2 at byte 43",
        "{\"id\":1,@,\"code\":\"ABCD\"} | field \"/code\" breaks maxLength 3 at byte 43",
        "{\"id\":1,@,\"code\":\"ab\"} | field \"/code\" breaks pattern ^[A-Z] at byte 43",
        "{\"id\":1,@,\"count\":2147483648} | field \"/count\" is no INT but the number 2147483648 at"
            + " byte 44",
        "{\"id\":1,@,\"price\":0} | field \"/price\" breaks minimum 0 at byte 44",
        "{\"id\":1,@,\"price\":9.6} | field \"/price\" breaks maximum 9.5 at byte 44",
        "{\"id\":1,@,\"day\":\"today\"} | field \"/day\" is no DATE but the string \"today\" at byte 42",
        "{\"id\":1,@,\"items\":[]} | field \"/items\" breaks minItems 1 at byte 45",
        "{\"id\":1,@,\"items\":{}} | field \"/items\" is no ARRAY<STRUCT<name: STRING, tags:"
            + " ARRAY<STRING>, version: BIGINT>> but an object at byte 44",
        "{\"id\":1,@,\"items\":[{}]} | field \"/items/0/name\" is missing but required at byte 46",
        "{\"id\":1,@,\"items\":[{\"name\":\"x\"},{\"name\":5}]} | field \"/items/1/name\" is no STRING"
            + " but the number 5 at byte 66",
        "{\"id\":1,@,\"items\":[{\"name\":\"x\",\"y\":1}]} | field \"/items/0/y\" is not in the schema at"
            + " byte 57",
        "{\"id\":1,@,\"items\":[{\"name\":\"x\",\"version\":3}]} | field \"/items/0/version\" breaks enum"
            + " or const at byte 67",
        "{\"id\":1,@,\"a/b\":{\"c\":true}} | field \"/a~1b/c\" is no DOUBLE but true at byte 47",
        "[] | not an object but an array",
        "{\"id\":1,@} {} | more after the object at byte 37"
      })
  void aViolationNamesTheField(String json, String reason) {
    RecordParser parser = RecordParsers.of(config);

    assertThat(parser.parse(json.replace("@", AT).getBytes(UTF_8), parser.newRow()))
        .isEqualTo("json: " + reason);
  }

  @Test
  void aParserGoesOnAfterAViolationInTheMiddle() {
    RecordParser parser = RecordParsers.of(config);
    String bad = "{\"id\":1," + AT + ",\"items\":[{\"name\":5";

    assertThat(parser.parse(bad.getBytes(UTF_8), parser.newRow())).startsWith("json: ");
    assertThat(parser.parse("{".getBytes(UTF_8), parser.newRow()))
        .startsWith("json: Unexpected end-of-input");
    assertThat(row(parser, "{\"id\":1," + AT + ",\"items\":[{\"name\":\"x\"}]}").getList(9))
        .hasSize(1);
  }

  private static Row row(RecordParser parser, String json) {
    InternalRow row = parser.newRow();
    assertThat(parser.parse(json.getBytes(UTF_8), row)).isNull();
    return Rows.external(row, parser.schema());
  }
}
