package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFormatParserTest {
  private static final String PATTERN =
      "%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \\\"%{User-agent}i\\\" %D"
          + " %{X-Forwarded-For}i 100%% %m \"%q\" |%{sid}C|";
  private static final String LINE =
      "www.example.com:443 10.0.0.1 - frank smith [17/May/2015:10:05:03 +0200]"
          + " \"GET /a?b=1 HTTP/1.1\" 200 2326 \"http://example.com/\" \"curl/8.0 \\\"x\\\"\" 1234"
          + " 10.1.1.1, 10.2.2.2 100% GET \"?b=1\" |abc|";

  private final LogFormatParser parser = new LogFormatParser(PATTERN);
  private final InternalRow row = parser.newRow();

  @Test
  void namesAndTypesTheColumnsByTheDirectives() {
    assertThat(parser.schema())
        .isEqualTo(
            StructType.fromDDL(
                "server_name STRING, port BIGINT, remote_host STRING NOT NULL, ident STRING,"
                    + " remote_user STRING, time TIMESTAMP NOT NULL, request STRING NOT NULL,"
                    + " method STRING, path STRING, protocol STRING, status INT NOT NULL,"
                    + " bytes_sent BIGINT, referer STRING, user_agent STRING, duration_us BIGINT,"
                    + " request_header_x_forwarded_for STRING, request_method STRING,"
                    + " query STRING NOT NULL, cookie_sid STRING"));
  }

  @Test
  void readsEveryField() {
    Row result = accepted(LINE);

    assertThat(result.getTimestamp(5).toInstant()).isEqualTo(Instant.parse("2015-05-17T08:05:03Z"));
    assertThat(result.mkString("|"))
        .startsWith("www.example.com|443|10.0.0.1|null|frank smith|")
        .endsWith(
            "|GET /a?b=1 HTTP/1.1|GET|/a?b=1|HTTP/1.1|200|2326|http://example.com/|"
                + "curl/8.0 \\\"x\\\"|1234|10.1.1.1, 10.2.2.2|GET|?b=1|abc");
  }

  @Test
  void readsDashesAsNull() {
    accepted(LINE);
    Row result =
        accepted(
            "-:- h - - [01/Jan/2024:00:00:00 -0000] \"-\" 408 - \"-\" \"-\" - - 100% - \"\" |-|\r\n");

    assertThat(result.mkString("|"))
        .startsWith("null|null|h|null|null|")
        .endsWith("|-|null|null|null|408|null|null|null|null|null|null||null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "www.example.com: | : | no server_name at byte 0",
        ":443 | | port is neither - nor a number at byte 52",
        ":443 | :x | port is neither - nor a number at byte 16",
        "17/May | 31/Apr | time is not dd/Mon/yyyy:HH:mm:ss +hhmm from 1900 to 9999 at byte 44",
        "HTTP/1.1\" | HTTP/1.1 | no '\" ' before status at byte 102",
        "\" 200 | \" 20 | status is not a number of three digits at byte 94",
        "2326 | 9223372036854775808 | bytes_sent is neither - nor a number at byte 98",
        "\"?b=1\" | ?b=1 | no ' \"' before query at byte 185"
      })
  void saysWhatIsWrongAndWhere(String valid, String invalid, String expected) {
    String line = LINE.replace(valid, invalid == null ? "" : invalid);

    assertThat(reason(line)).isEqualTo("access-log: " + expected);
  }

  @Test
  void refusesMoreThanALine() {
    assertThat(reason(LINE + " x"))
        .isEqualTo("access-log: more after cookie_sid at byte " + LINE.length());
    assertThat(reason(LINE + "\n" + LINE))
        .isEqualTo("access-log: more after cookie_sid at byte " + LINE.length());
  }

  @Test
  void refusesValuesThatAreNoText() {
    assertThat(parser.parse(null, row)).isEqualTo("null value");
    assertThat(reason("")).isEqualTo("empty value");
    assertThat(reason("\r\n")).isEqualTo("empty value");
    assertThat(parser.parse(new byte[] {'a', (byte) 0xFF}, row))
        .isEqualTo("not valid UTF-8 at byte 1");
  }

  private Row accepted(String line) {
    assertThat(reason(line)).as(line).isNull();
    return Rows.external(row, parser.schema());
  }

  private String reason(String line) {
    return parser.parse(line.getBytes(UTF_8), row);
  }
}
