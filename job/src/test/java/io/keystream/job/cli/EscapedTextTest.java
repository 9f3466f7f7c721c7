package io.keystream.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapedTextTest {

  @Test
  void printableAsciiStaysAsItIs() {
    assertThat(EscapedText.of("GET /a?b=\"c\" ~".getBytes(UTF_8), 100))
        .isEqualTo("GET /a?b=\"c\" ~");
  }

  @Test
  void nothingReachesATerminalThatItCouldTakeForACommand() {
    byte[] bytes = {0x1b, '[', '2', 'J', '\n', '\r', '\t', '\\', 0, (byte) 0xff, 0x7f};

    assertThat(EscapedText.of(bytes, 100)).isEqualTo("\\x1b[2J\\n\\r\\t\\\\\\x00\\xff\\x7f");
  }

  @Test
  void aLongValueIsCutBetweenCharacters() {
    assertThat(EscapedText.of("abcdef".getBytes(UTF_8), 6)).isEqualTo("abcdef");
    assertThat(EscapedText.of("abcdefg".getBytes(UTF_8), 6)).isEqualTo("abcdef...");
    assertThat(EscapedText.of(new byte[] {'a', 0, 0}, 6)).isEqualTo("a\\x00...");
  }

  @Test
  void aRecordWithoutAValueIsToldFromAnEmptyOne() {
    assertThat(EscapedText.of(null, 10)).isEqualTo("(null)");
    assertThat(EscapedText.of(new byte[0], 10)).isEmpty();
  }
}
