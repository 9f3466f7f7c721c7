package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.sql.Timestamp;
import java.time.Instant;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLogParserTest {
  private static final String COMMON =
      "10.0.0.1 - frank [17/May/2015:10:05:03 +0200] \"GET /a?b=1 HTTP/1.1\" 200 2326";

  private final AccessLogParser parser = new AccessLogParser();
  private final InternalRow row = parser.newRow();

  @Test
  void readsTheCommonFormat() {
    Row result = accepted(COMMON);

    assertThat(result.getString(0)).isEqualTo("10.0.0.1");
    assertThat(result.isNullAt(1)).as("ident").isTrue();
    assertThat(result.getString(2)).isEqualTo("frank");
    assertThat(result.getTimestamp(3))
        .isEqualTo(Timestamp.from(Instant.parse("2015-05-17T08:05:03Z")));
    assertThat(result.getString(4)).isEqualTo("GET /a?b=1 HTTP/1.1");
    assertThat(result.getString(5)).isEqualTo("GET");
    assertThat(result.getString(6)).isEqualTo("/a?b=1");
    assertThat(result.getString(7)).isEqualTo("HTTP/1.1");
    assertThat(result.getInt(8)).isEqualTo(200);
    assertThat(result.getLong(9)).isEqualTo(2326L);
    assertThat(result.isNullAt(10)).as("referer").isTrue();
    assertThat(result.isNullAt(11)).as("user agent").isTrue();
  }

  @Test
  void readsTheCombinedFormat() {
    Row result = accepted(COMMON + " \"http://example.com/\" \"curl/8.0 (x; \\\"y\\\")\"");

    assertThat(result.getString(10)).isEqualTo("http://example.com/");
    assertThat(result.getString(11)).isEqualTo("curl/8.0 (x; \\\"y\\\")");
  }

  @Test
  void readsDashesAsNull() {
    Row result = accepted("h - - [01/Jan/2024:00:00:00 -0000] \"-\" 408 - \"-\" \"-\"");

    for (int column : new int[] {1, 2, 5, 6, 7, 9, 10, 11}) {
      assertThat(result.isNullAt(column)).as(result.schema().toString()).isTrue();
    }
    assertThat(result.getString(4)).isEqualTo("-");
  }

  @Test
  void leavesNothingOfAnEarlierRow() {
    accepted(COMMON + " \"r\" \"a\"");
    Row result = accepted("h - - [01/Jan/2024:00:00:00 +0000] \"\" 400 -");

    assertThat(result.mkString(",")).doesNotContain("frank", "GET", "2326", ",r", ",a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void toleratesOneLineEnd(String lineEnd) {
    accepted(COMMON + lineEnd);
    assertThat(reason(COMMON + lineEnd + "\n\n")).startsWith("access-log: ");
  }

  @Test
  void keepsARequestThatIsNotThreeWords() {
    Row result = accepted(COMMON.replace("GET /a?b=1 HTTP/1.1", "\\x16\\x03 /a b c"));

    assertThat(result.getString(4)).isEqualTo("\\x16\\x03 /a b c");
    assertThat(result.isNullAt(5)).isTrue();
    assertThat(result.isNullAt(6)).isTrue();
    assertThat(result.isNullAt(7)).isTrue();
  }

  @Test
  void letsARemoteUserHaveSpaces() {
    assertThat(accepted(COMMON.replace("frank", "frank smith")).getString(2))
        .isEqualTo("frank smith");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "frank | frank [x | time is not dd/Mon/yyyy:HH:mm:ss +hhmm from 1900 to 9999 at byte 18",
        "10.0.0.1 - | 10.0.0.1 | no remote user and time at byte 15",
        "17/May | 31/Apr | time is not dd/Mon/yyyy:HH:mm:ss +hhmm from 1900 to 9999 at byte 18",
        "2015 | 1899 | time is not dd/Mon/yyyy:HH:mm:ss +hhmm from 1900 to 9999 at byte 18",
        "\"GET | GET | request is not in quotes at byte 46",
        "HTTP/1.1\" | HTTP/1.1 | request has no closing quote at byte 46",
        "\" 200 | \" 20x | status is not a number of three digits at byte 68",
        "\" 200 | \" 2000 | no space after status at byte 71",
        "2326 | 9223372036854775808 | bytes is neither - nor a number at byte 72",
        "2326 | 2326 x | referer is not in quotes at byte 77",
        "2326 | 2326 \"r\" | no space after referer at byte 80",
        "2326 | 2326 \"r\" \"a\" 17 | more after the user agent at byte 84"
      })
  void saysWhatIsWrongAndWhere(String valid, String invalid, String expected) {
    assertThat(reason(COMMON.replace(valid, invalid))).isEqualTo("access-log: " + expected);
  }

  @Test
  void refusesValuesThatAreNoText() {
    assertThat(parser.parse(null, row)).isEqualTo("null value");
    assertThat(reason("")).isEqualTo("empty value");
    assertThat(reason("\r\n")).isEqualTo("empty value");
    assertThat(parser.parse(COMMON.replace("frank", "fr\u00e4nk").getBytes(ISO_8859_1), row))
        .isEqualTo("not valid UTF-8 at byte 13");
    assertThat(accepted(COMMON.replace("frank", "fr\u00e4nk")).getString(2))
        .isEqualTo("fr\u00e4nk");
  }

  @Test
  void survivesSerialization() throws Exception {
    accepted(COMMON);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(parser);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      RecordParser copy = (RecordParser) in.readObject();
      assertThat(copy.parse(COMMON.getBytes(UTF_8), copy.newRow())).isNull();
    }
  }

  private Row accepted(String line) {
    assertThat(reason(line)).as(line).isNull();
    return Rows.external(row, parser.schema());
  }

  private String reason(String line) {
    return parser.parse(line.getBytes(UTF_8), row);
  }
}
