package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyValueParserTest {
  private static final StructType SCHEMA =
      StructType.fromDDL("a STRING, `b.c` INT, t TIMESTAMP, m DECIMAL(5,2)");

  private final KeyValueParser parser = new KeyValueParser(SCHEMA, ' ', '=', false);
  private final InternalRow row = parser.newRow();

  @Test
  void readsPairsInAnyOrder() {
    Row result = accepted("t=2024-02-29T12:00:00Z  m=1.5 b.c=\"7\" a=\"two words\"\r\n");

    assertThat(result.getString(0)).isEqualTo("two words");
    assertThat(result.getInt(1)).isEqualTo(7);
    assertThat(result.getTimestamp(2).toInstant()).isEqualTo(Instant.parse("2024-02-29T12:00:00Z"));
    assertThat(result.getDecimal(3)).isEqualByComparingTo("1.50");
  }

  @Test
  void readsEscapesInsideQuotes() {
    assertThat(accepted("a=\"\\\"\\\\ \\n\\r\\t = \u20ac\"").getString(0))
        .isEqualTo("\"\\ \n\r\t = \u20ac");
  }

  @Test
  void keepsWhatHasNoMeaningInAValueWithoutQuotes() {
    assertThat(accepted("a=http://x/?y=1&z=\"2\\").getString(0)).isEqualTo("http://x/?y=1&z=\"2\\");
  }

  @Test
  void readsMissingAndEmptyAsNullAndQuotedEmptyAsEmpty() {
    accepted("a=before b.c=1");
    Row result = accepted("b.c= m=1 A=5");
    assertThat(result.isNullAt(0)).isTrue();
    assertThat(result.isNullAt(1)).isTrue();

    assertThat(accepted("a=\"\"").getString(0)).isEmpty();
  }

  @Test
  void takesDelimitersOfTheConfiguration() {
    RecordParser other =
        RecordParsers.of(
            ParseSections.read(
                "format: key-value",
                "schema: a STRING, b STRING",
                "pair-delimiter: ','",
                "key-delimiter: ':'"));
    InternalRow otherRow = other.newRow();

    assertThat(other.parse("a:x y, b:\"1,2\",,".getBytes(UTF_8), otherRow)).isNull();
    assertThat(otherRow.getString(0)).isEqualTo("x y");
    assertThat(otherRow.getString(1)).isEqualTo("1,2");
  }

  @Test
  void refusesKeysThatAreNotDeclaredIfStrict() {
    KeyValueParser strict = new KeyValueParser(SCHEMA, ' ', '=', true);

    assertThat(strict.parse("a=1 A=2".getBytes(UTF_8), strict.newRow()))
        .isEqualTo("key-value: field \"A\" is not in the schema at byte 4");
    assertThat(strict.parse("a=1".getBytes(UTF_8), strict.newRow())).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a=1 word | no = after \"word\" at byte 8",
        "a=1 word b.c=2 | no = after \"word\" at byte 8",
        "a=1 =2 | no key at byte 4",
        "a=1 a=2 | field \"a\" is given twice at byte 4",
        "b.c=x | field \"b.c\" is no INT but the text \"x\" at byte 4",
        "b.c=\"\" | field \"b.c\" is no INT but the text \"\" at byte 4",
        "m=1.234 | field \"m\" is no DECIMAL(5,2) but the text \"1.234\" at byte 2",
        "a=\"x | no closing quote at byte 2",
        "a=\"x\\\" | no closing quote at byte 2",
        "a=\"x\"y | more after the closing quote at byte 5",
        "z=\"\\u0041\" | backslash before none of \" \\ n r t at byte 3"
      })
  void saysWhatIsWrongAndWhere(String value, String expected) {
    assertThat(reason(value)).isEqualTo("key-value: " + expected);
  }

  @Test
  void refusesMissingFieldsThatAreDeclaredNotNull() {
    KeyValueParser notNull =
        new KeyValueParser(StructType.fromDDL("a INT NOT NULL"), ' ', '=', false);

    assertThat(notNull.parse("b=1".getBytes(UTF_8), notNull.newRow()))
        .isEqualTo("key-value: field \"a\" is missing but declared NOT NULL");
    assertThat(notNull.parse("a=".getBytes(UTF_8), notNull.newRow()))
        .isEqualTo("key-value: field \"a\" is null but declared NOT NULL");
  }

  @Test
  void refusesValuesThatAreNoText() {
    assertThat(parser.parse(null, row)).isEqualTo("null value");
    assertThat(reason("")).isEqualTo("empty value");
    assertThat(reason("\n")).isEqualTo("empty value");
    assertThat(parser.parse("a=\u00e9".getBytes(ISO_8859_1), row))
        .isEqualTo("not valid UTF-8 at byte 2");
    assertThat(parser.parse(new byte[Reasons.MAX_BYTES + 1], row))
        .isEqualTo("key-value: 16777217 bytes are more than 16777216");
  }

  private Row accepted(String value) {
    assertThat(reason(value)).as(value).isNull();
    return Rows.external(row, SCHEMA);
  }

  private String reason(String value) {
    return parser.parse(value.getBytes(UTF_8), row);
  }
}
