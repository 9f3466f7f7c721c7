package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvParserTest {
  private static final StructType ALL_TYPES =
      StructType.fromDDL(
          "s STRING, i INT, l BIGINT, d DOUBLE, f FLOAT, b BOOLEAN, t TIMESTAMP, y DATE, x BINARY,"
              + " m DECIMAL(5,2)");
  private static final StructType THREE = StructType.fromDDL("a STRING, i INT, c STRING NOT NULL");

  private final CsvParser parser = new CsvParser(THREE, ',', '"', "");
  private final InternalRow row = parser.newRow();

  @Test
  void readsEveryType() {
    CsvParser all = new CsvParser(ALL_TYPES, ',', '"', "");
    InternalRow allRow = all.newRow();
    String value =
        "\u00e9\ud83d\ude00,-5,9223372036854775807,1.5e3,2,true,2024-02-29T12:00:00.1234567+02:00,"
            + "2024-02-29,AQI=,123.4500";

    assertThat(all.parse(value.getBytes(UTF_8), allRow)).isNull();
    Row result = Rows.external(allRow, ALL_TYPES);
    assertThat(result.getString(0)).isEqualTo("\u00e9\ud83d\ude00");
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
  void readsQuotedFieldsWithDelimitersLineBreaksAndQuotes() {
    Row result = accepted("\"a,\r\nb\",\"5\",\"say \"\"hi\"\"\"\r\n");

    assertThat(result.getString(0)).isEqualTo("a,\r\nb");
    assertThat(result.getInt(1)).isEqualTo(5);
    assertThat(result.getString(2)).isEqualTo("say \"hi\"");
  }

  @Test
  void readsAnEmptyFieldAsNullAndAQuotedOneAsEmpty() {
    Row result = accepted(",,\"\"");

    assertThat(result.isNullAt(0)).isTrue();
    assertThat(result.isNullAt(1)).isTrue();
    assertThat(result.getString(2)).isEmpty();
  }

  @Test
  void keepsSpaces() {
    assertThat(accepted(" a ,1, ").getString(0)).isEqualTo(" a ");
    assertThat(reason("a, 1,c"))
        .isEqualTo("csv: field \"i\" is no INT but the text \" 1\" at byte 2");
  }

  @Test
  void takesDelimiterQuoteAndNullValueOfTheConfiguration() {
    RecordParser other =
        RecordParsers.of(
            ParseSections.read(
                "format: csv",
                "schema: a STRING, b STRING, c STRING",
                "delimiter: \"\\t\"",
                "quote: \"'\"",
                "null-value: \\N"));
    InternalRow otherRow = other.newRow();

    assertThat(other.parse("\\N\t'\\N'\t".getBytes(UTF_8), otherRow)).isNull();
    Row result = Rows.external(otherRow, other.schema());
    assertThat(result.isNullAt(0)).isTrue();
    assertThat(result.getString(1)).isEqualTo("\\N");
    assertThat(result.getString(2)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a,1 | number of fields is 2, not 3 at byte 3",
        "a | number of fields is 1, not 3 at byte 1",
        "a,1,c,d | more than 3 fields at byte 6",
        "a,1,c, | more than 3 fields at byte 6",
        "a,x,c | field \"i\" is no INT but the text \"x\" at byte 2",
        "a,\"x\",c | field \"i\" is no INT but the text \"x\" at byte 2",
        "a,\"\",c | field \"i\" is no INT but the text \"\" at byte 2",
        "a,1.0,c | field \"i\" is no INT but the text \"1.0\" at byte 2",
        "a,007,c | field \"i\" is no INT but the text \"007\" at byte 2",
        "a,+7,c | field \"i\" is no INT but the text \"+7\" at byte 2",
        "a,2147483648,c | field \"i\" is no INT but the text \"2147483648\" at byte 2",
        "a,1, | field \"c\" is null but declared NOT NULL",
        "a\"b,1,c | quote inside a field without quotes in field \"a\" at byte 1",
        "\"a\"b,1,c | more after the closing quote in field \"a\" at byte 3",
        "a,1,\"c | no closing quote in field \"c\" at byte 4",
        "a,1,\"c\"\" | no closing quote in field \"c\" at byte 4"
      })
  void saysWhatIsWrongAndWhere(String value, String expected) {
    assertThat(reason(value)).isEqualTo("csv: " + expected);
  }

  @Test
  void refusesASecondRecord() {
    assertThat(reason("a,1,c\nb,2,d"))
        .isEqualTo("csv: line break outside quotes in field \"c\" at byte 5");
    assertThat(reason("a,1,c\n\n"))
        .isEqualTo("csv: line break outside quotes in field \"c\" at byte 5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d:NaN",
        "d:1e999",
        "d:.5",
        "d:1.",
        "d:0x1p3",
        "d:1d",
        "f:1e39",
        "b:TRUE",
        "b:1",
        "t:2024-01-01T00:00:00",
        "t:1899-12-31T23:59:59Z",
        "y:2023-02-29",
        "y:1500-01-01",
        "x:*",
        "m:1234.5",
        "m:1.234",
        "m:1e1999999999",
        "l:9223372036854775808"
      })
  void refusesWhatIsNotOfTheType(String fieldAndText) {
    String[] parts = fieldAndText.split(":", 2);
    StructType one = new StructType(new StructField[] {ALL_TYPES.apply(parts[0])});
    CsvParser narrow = new CsvParser(one, ',', '"', "");

    assertThat(narrow.parse(parts[1].getBytes(UTF_8), narrow.newRow()))
        .isEqualTo(
            "csv: field \"%s\" is no %s but the text \"%s\" at byte 0"
                .formatted(parts[0], one.apply(0).dataType().sql(), parts[1]));
  }

  @Test
  void showsHostileTextsOnOneShortLine() {
    assertThat(reason("a,\"1\u0007" + "x".repeat(100_000) + "\",c"))
        .isEqualTo(
            "csv: field \"i\" is no INT but the text \"1?" + "x".repeat(58) + "...\" at byte 2");
    assertThat(reason("a,\"\n\",c")).hasLineCount(1);
  }

  @Test
  void refusesValuesThatAreNoText() {
    assertThat(parser.parse(null, row)).isEqualTo("null value");
    assertThat(reason("")).isEqualTo("empty value");
    assertThat(reason("\r\n")).isEqualTo("empty value");
    assertThat(parser.parse("\u00e9,1,c".getBytes(ISO_8859_1), row))
        .isEqualTo("not valid UTF-8 at byte 0");
    assertThat(parser.parse(new byte[Reasons.MAX_BYTES + 1], row))
        .isEqualTo("csv: 16777217 bytes are more than 16777216");
  }

  @Test
  void refusesColumnTypesItCannotRead() {
    assertThatThrownBy(() -> new CsvParser(StructType.fromDDL("a ARRAY<INT>"), ',', '"', ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Fields of csv cannot be read as ARRAY<INT>");
  }

  @Test
  void survivesSerialization() throws Exception {
    accepted("a,1,c");
    RecordParser copy = Serialized.copy(parser);

    assertThat(copy.parse("a,1,c".getBytes(UTF_8), copy.newRow())).isNull();
  }

  private Row accepted(String value) {
    assertThat(reason(value)).as(value).isNull();
    return Rows.external(row, THREE);
  }

  private String reason(String value) {
    return parser.parse(value.getBytes(UTF_8), row);
  }
}
