package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.api.Test;

/** The parser and a regular expression agree on every input. */
class AccessLogDifferentialTest {
  private static final int CASES = 200_000;
  static final byte[] ALPHABET = "\"\\ []-:/+09aJn\r\n\u00e9\u20ac".getBytes(UTF_8);

  private final AccessLogParser parser = new AccessLogParser();
  private final InternalRow row = parser.newRow();

  @Test
  void agreesOnRandomAndHostileLines() {
    HostileValues values = new HostileValues(ALPHABET, 80, 3);

    int accepted = values.accepted(CASES, AccessLogDifferentialTest::line, this::agrees);

    assertThat(accepted).as("lines of each kind, %s", values).isBetween(CASES / 5, CASES * 4 / 5);
  }

  @Test
  void agreesOnRealLines() throws IOException {
    Path log = checkout().resolveSibling("shared/data/access-combined.log");
    assumeThat(log).as("real access log, not part of the repository").exists();
    int accepted = 0;
    List<String> lines = Files.readAllLines(log);
    for (int i = 0; i < lines.size(); i++) {
      accepted += agrees(lines.get(i).getBytes(UTF_8), "line " + (i + 1)) ? 1 : 0;
    }
    assertThat(accepted).isGreaterThan(lines.size() * 99 / 100);
    System.out.println("Real access log: " + accepted + " of " + lines.size() + " lines are valid");
  }

  private boolean agrees(byte[] value, String description) {
    String reason = parser.parse(value, row);
    Object[] expected = ReferenceAccessLog.parse(value);
    String shown = description + ": " + new String(value, UTF_8) + ": " + reason;
    assertThat(reason == null).as(shown).isEqualTo(expected != null);
    if (expected != null) {
      assertThat(Rows.values(row, parser.schema())).as(shown).isEqualTo(expected);
    }
    return expected != null;
  }

  /** A line that is often valid. */
  static byte[] line(Random random) {
    String[] users = {"-", "frank", "a b", "", "[", "\u00e9"};
    String[] months = {"Jan", "Feb", "Mar", "May", "Sep", "Dec", "jan", "Xxx"};
    String[] requests = {
      "GET / HTTP/1.1", "-", "", "GET /a\\\"b HTTP/1.0", "\\x16\\x03", "A B", " A B C"
    };
    String line =
        String.format(
            "192.168.0.%d %s %s [%02d/%s/%04d:%02d:%02d:%02d %s%02d%02d] \"%s\" %03d %s",
            random.nextInt(256),
            random.nextInt(4) == 0 ? "id" : "-",
            users[random.nextInt(random.nextInt(4) == 0 ? users.length : 3)],
            1 + random.nextInt(random.nextInt(9) == 0 ? 33 : 28),
            months[random.nextInt(random.nextInt(9) == 0 ? months.length : 6)],
            random.nextInt(9) == 0 ? random.nextInt(10_000) : 1970 + random.nextInt(100),
            random.nextInt(24),
            random.nextInt(60),
            random.nextInt(60),
            random.nextBoolean() ? "+" : "-",
            random.nextInt(random.nextInt(9) == 0 ? 25 : 15),
            random.nextInt(2) * 30,
            requests[random.nextInt(requests.length)],
            random.nextInt(600),
            random.nextInt(4) == 0 ? "-" : Long.toString(random.nextLong() >>> random.nextInt(60)));
    if (random.nextBoolean()) {
      line += " \"" + (random.nextBoolean() ? "-" : "http://x/") + "\" \"Mozilla \\\\ (\u20ac)\"";
    }
    return (random.nextInt(8) == 0 ? line + "\r\n" : line).getBytes(UTF_8);
  }

  /** The folder that holds the modules. */
  private static Path checkout() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("kit")) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return folder;
  }
}
