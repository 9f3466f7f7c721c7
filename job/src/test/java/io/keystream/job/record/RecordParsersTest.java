package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.ParseConfig;
import io.keystream.job.config.ParseFormat;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.api.Test;

class RecordParsersTest {
  private static final ParseConfig ACCESS_LOG =
      new ParseConfig(ParseFormat.ACCESS_LOG, Optional.empty(), false);
  private static final ParseConfig JSON_WITH_RAW =
      new ParseConfig(ParseFormat.JSON, Optional.of("i INT"), true);

  @Test
  void makesTheParserOfTheFormat() {
    assertThat(RecordParsers.of(ACCESS_LOG)).isInstanceOf(AccessLogParser.class);
    assertThat(RecordParsers.of(ACCESS_LOG).schema()).isEqualTo(ACCESS_LOG.rowType());
    assertThat(RecordParsers.of(JSON_WITH_RAW).schema()).isEqualTo(JSON_WITH_RAW.rowType());
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
