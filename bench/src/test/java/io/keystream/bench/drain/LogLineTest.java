package io.keystream.bench.drain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.lab.traffic.AccessLogGenerator;
import io.keystream.lab.traffic.AccessLogGenerator.Line;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogLineTest {
  @Test
  void takesALineApart() {
    LogLine line =
        LogLine.parse(
            "10.0.0.1 - ann [15/Jan/2026:09:00:01 +0100] \"GET /a?b=1 HTTP/1.1\" 200 - \"-\""
                + " \"monitor (\\\"x\\\")\"");

    assertThat(line)
        .isEqualTo(
            new LogLine(
                "10.0.0.1",
                null,
                "ann",
                Instant.parse("2026-01-15T08:00:01Z"),
                "GET /a?b=1 HTTP/1.1",
                "GET",
                "/a?b=1",
                "HTTP/1.1",
                200,
                null,
                null,
                "monitor (\\\"x\\\")"));
  }

  @Test
  void isNullForWhatIsNoLine() {
    assertThat(LogLine.parse("10.0.0.1 - -")).isNull();
  }

  @Test
  void acceptsEveryLineThatTheBenchSends() {
    AccessLogGenerator lines = new AccessLogGenerator(20);
    for (int i = 0; i < 10_000; i++) {
      Line line = lines.next();
      String text = new String(line.bytes(), UTF_8);
      assertThat(line.malformed() || LogLine.parse(text) != null).as(text).isTrue();
    }
  }
}
