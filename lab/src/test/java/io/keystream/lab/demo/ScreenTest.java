package io.keystream.lab.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Instant now = Instant.parse("2026-01-15T08:00:00Z");

  @Test
  void rewritesProgressInATerminal() {
    Screen screen = screen(true);
    screen.progress("sent 1");
    screen.progress("sent 2");
    screen.text("done");
    assertThat(bytes.toString(UTF_8))
        .isEqualTo("\r\033[K       sent 1\r\033[K       sent 2\r\033[Kdone\n");
  }

  @Test
  void cutsProgressThatWouldWrap() {
    screen(true).progress("x".repeat(200));
    assertThat(bytes.toString(UTF_8)).isEqualTo("\r\033[K       " + "x".repeat(72));
  }

  @Test
  void printsProgressNowAndThenElsewhere() {
    Screen screen = screen(false);
    screen.progress("sent 1");
    now = now.plusSeconds(4);
    screen.progress("sent 2");
    now = now.plusSeconds(1);
    screen.progress("sent 3");
    assertThat(bytes.toString(UTF_8)).isEqualTo("       0:00  sent 1\n       0:05  sent 3\n");
  }

  @Test
  void tellsAStepWithItsTimeAndCommands() {
    Screen screen = screen(false);
    now = now.plusSeconds(65);
    screen.step("Start a cluster", "./kit lab up");
    assertThat(bytes.toString(UTF_8))
        .isEqualTo("\n  1:05 Start a cluster\n       $ ./kit lab up\n");
  }

  @Test
  void breaksLongCommandsAsAShellAllows() {
    Screen screen = screen(false);
    screen.step(
        "Allow", "kafka-acls --add --allow-principal User:keystream --topic demo --group demo");
    assertThat(bytes.toString(UTF_8).lines().skip(2))
        .containsExactly(
            "       $ kafka-acls --add --allow-principal User:keystream --topic demo \\",
            "           --group demo");
  }

  private Screen screen(boolean terminal) {
    return new Screen(new PrintStream(bytes, true, UTF_8), terminal, () -> now);
  }
}
