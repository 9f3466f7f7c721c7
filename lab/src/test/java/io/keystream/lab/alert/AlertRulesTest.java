package io.keystream.lab.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.lab.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertRulesTest {
  private static final Path RULES = Path.of("../runbooks/alerts/keystream-alerts.yml");
  private static final Pattern NAME = Pattern.compile("- alert: (\\w+)");

  @Test
  void durationsAndThresholdsOfSecondsAreDivided() {
    assertThat(AlertRules.compressed("    for: 10m\n", 30)).isEqualTo("    for: 20s\n");
    assertThat(AlertRules.compressed("    for: 1m\n", 600)).isEqualTo("    for: 1s\n");
    assertThat(compressed("(up == 1 unless age_seconds <= 600) > 300"))
        .isEqualTo("(up == 1 unless age_seconds <= 20) > 10");
    assertThat(compressed("deriv(lag_records[15m:1m]) > 0"))
        .isEqualTo("deriv(lag_records[60s:2s]) > 0");
    assertThat(compressed("changes(attempt[1h])")).isEqualTo("changes(attempt[120s])");
    assertThat(compressed("left_seconds < 14 * 86400")).isEqualTo("left_seconds < 14 * 2880");
  }

  @Test
  void numbersSharesAndTextStay() {
    for (String line :
        List.of(
            "expr: up == 0 and wanted == 1",
            "expr: a / b > 0.01",
            "expr: attempt >= clamp_min(allowed - 2, 1)",
            "description: \"No commit for 10m, 900 s\"",
            "# every 120 s")) {
      assertThat(AlertRules.compressed(line, 30)).isEqualTo(line + "\n");
    }
  }

  @Test
  void prometheusTakesTheRulesOfTheRunbooks(@TempDir Path folder) throws IOException {
    String rules = Files.readString(RULES);
    String compressed = AlertRules.compressed(rules, Alerting.FACTOR);
    Path file = Files.writeString(folder.resolve("rules.yml"), compressed);

    assertThat(Command.of("promtool", "check", "rules", file.toString()).run().orThrow().stdout())
        .contains("SUCCESS: " + names(rules).size() + " rules found");
    assertThat(names(compressed)).isEqualTo(names(rules));
    assertThat(compressed).doesNotContain("for: 10m").doesNotContain("600").doesNotContain("[1h]");
  }

  private static String compressed(String expression) {
    return AlertRules.compressed(expression, 30).strip();
  }

  private static List<String> names(String rules) {
    return NAME.matcher(rules).results().map(MatchResult::group).toList();
  }
}
