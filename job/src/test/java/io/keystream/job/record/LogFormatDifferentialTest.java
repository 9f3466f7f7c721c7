package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.LogFormat;
import java.util.Arrays;
import java.util.Random;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.api.Test;

/** By the formats common and combined, the parser reads what the parser of these two reads. */
class LogFormatDifferentialTest {
  private static final String COMMON = "%h %l %u %t \"%r\" %>s %b";
  private static final int CASES = 200_000;

  private final RecordParser reference = new AccessLogParser();
  private final InternalRow referenceRow = reference.newRow();
  private final RecordParser common = new LogFormatParser(COMMON);
  private final InternalRow commonRow = common.newRow();
  private final RecordParser combined =
      new LogFormatParser(COMMON + " \"%{Referer}i\" \"%{User-Agent}i\"");
  private final InternalRow combinedRow = combined.newRow();

  @Test
  void agreesOnRandomAndHostileLines() {
    HostileValues values = new HostileValues(AccessLogDifferentialTest.ALPHABET, 80, 3);

    int accepted = values.accepted(CASES, AccessLogDifferentialTest::line, this::agrees);

    assertThat(accepted).as("lines of each kind, %s", values).isBetween(CASES / 5, CASES * 4 / 5);
  }

  @Test
  void neverThrowsForAnyPatternOrValue() {
    long seed = Seed.next();
    Random random = Seed.random(seed);
    byte[] alphabet = "%%%%{}><hltursbiCqX \"[]\\-\u20ac".getBytes(UTF_8);
    Mutations mutations = new Mutations(random, alphabet);
    int understood = 0;
    for (int i = 0; i < CASES / 10; i++) {
      String pattern = new String(mutations.damage(COMMON.getBytes(UTF_8), 3), UTF_8);
      if (isLogFormat(pattern)) {
        RecordParser parser = new LogFormatParser(pattern);
        InternalRow row = parser.newRow();
        parser.parse(mutations.damage(AccessLogDifferentialTest.line(random), 2), row);
        parser.parse(mutations.noise(40), row);
        understood++;
      }
    }
    assertThat(understood).as("patterns of each kind, seed %d", seed).isBetween(5_000, 19_000);
  }

  private static boolean isLogFormat(String pattern) {
    try {
      LogFormat.of(pattern);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private boolean agrees(byte[] value, String description) {
    boolean accepted = reference.parse(value, referenceRow) == null;
    String commonReason = common.parse(value, commonRow);
    String combinedReason = combined.parse(value, combinedRow);
    String shown =
        "%s: %s: %s, %s"
            .formatted(description, new String(value, UTF_8), commonReason, combinedReason);
    assertThat(commonReason == null || combinedReason == null).as(shown).isEqualTo(accepted);
    if (accepted) {
      Object[] expected = Rows.values(referenceRow, reference.schema());
      Object[] found =
          commonReason == null
              ? Arrays.copyOf(Rows.values(commonRow, common.schema()), expected.length)
              : Rows.values(combinedRow, combined.schema());
      assertThat(found).as(shown).isEqualTo(expected);
    }
    return accepted;
  }
}
