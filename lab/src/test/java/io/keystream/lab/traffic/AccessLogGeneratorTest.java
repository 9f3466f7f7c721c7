package io.keystream.lab.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.lab.traffic.AccessLogGenerator.Line;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccessLogGeneratorTest {
  private static final int LINES = 40_000;
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*)\"";
  private static final Pattern COMBINED =
      Pattern.compile(
          "([0-9a-f.:]+) - (\\S+) \\[(\\d\\d/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/\\d{4}:[0-9:]{8}"
              + " [+]0000)\\] "
              + QUOTED
              + " (\\d{3}) (-|\\d+) "
              + QUOTED
              + " "
              + QUOTED);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

  private final List<Line> lines = lines(7);

  @Test
  void givesTheSameBytesForTheSameSeed() {
    assertThat(texts(lines(7))).isEqualTo(texts(lines));
    assertThat(text(lines(8).get(0))).isNotEqualTo(text(lines.get(0)));
  }

  @Test
  void damagesAboutOneLineInTwoHundred() {
    long malformed = lines.stream().filter(Line::malformed).count();

    assertThat(malformed).isBetween(LINES * 4L / 1000, LINES * 6L / 1000);
  }

  @Test
  void knowsWhichLinesAreMalformed() {
    for (Line line : lines) {
      boolean valid = COMBINED.matcher(text(line)).matches() && !text(line).contains("\ufffd");
      assertThat(valid).as(text(line)).isEqualTo(!line.malformed());
    }
  }

  @Test
  void damagesInSeveralWays() {
    Set<String> kinds = new HashSet<>();
    for (Line line : lines) {
      if (line.malformed()) {
        kinds.add(kind(text(line)));
      }
    }
    assertThat(kinds)
        .contains("empty", "month", "status", "two lines", "not UTF-8", "cut off or unquoted");
  }

  @Test
  void writesTimesThatOnlyGrow() {
    Instant before = START;
    for (Matcher line : valid().toList()) {
      Instant time = OffsetDateTime.parse(line.group(3), TIME).toInstant();
      assertThat(time).isAfterOrEqualTo(before);
      before = time;
    }
    assertThat(before).isBetween(START.plusSeconds(LINES / 110), START.plusSeconds(LINES / 90));
  }

  @Test
  void isSkewedLikeRealTraffic() {
    assertThat(shareOfMostFrequent(line -> line.group(1))).as("client").isBetween(0.03, 0.25);
    assertThat(shareOfMostFrequent(line -> line.group(4))).as("request").isBetween(0.03, 0.25);
    assertThat(shareOfMostFrequent(line -> line.group(5))).as("status").isBetween(0.8, 0.95);
    assertThat(lines.stream().mapToInt(line -> line.bytes().length).average().orElse(0))
        .as("bytes of a line")
        .isBetween(190.0, 250.0);
  }

  private double shareOfMostFrequent(Function<Matcher, String> part) {
    Map<String, Long> counts = valid().collect(Collectors.groupingBy(part, Collectors.counting()));
    return counts.values().stream().max(Comparator.naturalOrder()).orElse(0L) / (double) LINES;
  }

  private Stream<Matcher> valid() {
    return lines.stream()
        .filter(line -> !line.malformed())
        .map(line -> COMBINED.matcher(text(line)))
        .filter(Matcher::matches);
  }

  private static String kind(String line) {
    if (line.isEmpty()) {
      return "empty";
    }
    if (line.contains("\ufffd")) {
      return "not UTF-8";
    }
    if (line.contains("/Foo/")) {
      return "month";
    }
    if (line.contains("\" OK ")) {
      return "status";
    }
    return line.indexOf('[') == line.lastIndexOf('[') ? "cut off or unquoted" : "two lines";
  }

  private static List<Line> lines(long seed) {
    AccessLogGenerator generator = new AccessLogGenerator(seed, START);
    return Stream.generate(generator::next).limit(LINES).toList();
  }

  private static List<String> texts(List<Line> lines) {
    return lines.stream()
        .map(line -> line.malformed() + HexFormat.of().formatHex(line.bytes()))
        .toList();
  }

  private static String text(Line line) {
    return new String(line.bytes(), UTF_8);
  }
}
