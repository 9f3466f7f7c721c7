package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.ParseConfig;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordParsersTest {
  private static final ParseConfig ACCESS_LOG = ParseSections.read("format: access-log");
  private static final ParseConfig JSON_WITH_RAW =
      ParseSections.read("format: json", "schema: i INT", "keep-raw: true");

  @Test
  void makesTheParserOfTheFormat() {
    assertThat(RecordParsers.of(ACCESS_LOG)).isInstanceOf(AccessLogParser.class);
    assertThat(RecordParsers.of(ACCESS_LOG).schema()).isEqualTo(ACCESS_LOG.rowType());
    assertThat(RecordParsers.of(JSON_WITH_RAW).schema()).isEqualTo(JSON_WITH_RAW.rowType());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "format: access-log",
        "format: access-log|pattern: '%h %D'",
        "format: json|schema: a INT",
        "format: json|json-schema: '{\"type\":\"object\",\"properties\":"
            + "{\"a\":{\"type\":\"integer\"}}}'",
        "format: csv|schema: a INT",
        "format: regex|pattern: (?<a>.*)",
        "format: regex|pattern: (?<a>.*)|schema: a INT NOT NULL",
        "format: key-value|schema: a INT",
        "format: avro|avro-schema: '{\"type\":\"record\",\"name\":\"R\",\"fields\":"
            + "[{\"name\":\"a\",\"type\":\"int\"}]}'",
        "format: raw"
      })
  void makesTheColumnsOfTheConfigurationAndNoRowOfNothing(String section) throws Exception {
    ParseConfig config = ParseSections.read(section.split("\\|"));
    RecordParser parser = Serialized.copy(RecordParsers.of(config));

    assertThat(parser.schema()).isEqualTo(config.rowType());
    assertThat(parser.parse(null, parser.newRow())).isEqualTo("null value");
  }

  @Test
  void keepsRawValuesAsTheyAre() {
    RecordParser parser = RecordParsers.of(ParseSections.read("format: raw"));
    InternalRow row = parser.newRow();
    byte[] value = {0, -1, '\n'};

    assertThat(parser.parse(value, row)).isNull();
    assertThat(row.getBinary(0)).isEqualTo(value);
    assertThat(parser.parse(new byte[0], row)).isNull();
    assertThat(row.getBinary(0)).isEmpty();
  }

  @Test
  void keepsTheRawBytesLast() {
    RecordParser parser = RecordParsers.of(JSON_WITH_RAW);
    InternalRow row = parser.newRow();
    byte[] value = "{\"i\":7}".getBytes(UTF_8);

    assertThat(parser.parse(value, row)).isNull();
    assertThat(row.getInt(0)).isEqualTo(7);
    assertThat(row.getBinary(1)).isEqualTo(value);
    assertThat(parser.parse(null, row)).isEqualTo("null value");
  }
}
