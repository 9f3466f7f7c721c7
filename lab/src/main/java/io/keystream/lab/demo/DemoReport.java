package io.keystream.lab.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keystream.lab.audit.Audit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The result of a run, for people and for programs. */
final class DemoReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FACT = "  %-14s%11s   %s";
  private static final String UNKNOWN = "-";

  private DemoReport() {}

  /** One line with one JSON object. */
  static String json(Outcome outcome, Duration elapsed) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("records_in", outcome.audit().recordsIn());
    fields.put("records_out", outcome.audit().recordsOut());
    fields.put("dead_lettered", outcome.audit().deadLettered());
    fields.put("lost", outcome.lost());
    fields.put("duplicated", outcome.duplicated());
    fields.put("application_id", outcome.applicationId());
    fields.put("output", outcome.output());
    fields.put("seconds", elapsed.toSeconds());
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Numbers and texts are JSON", e);
    }
  }

  /** Verdict, numbers, dead letters and a sample. */
  static String text(Outcome outcome) {
    List<String> lines = new ArrayList<>();
    lines.add(verdict(outcome));
    lines.add("");
    lines.addAll(facts(outcome));
    if (!outcome.reasons().isEmpty()) {
      lines.add("");
      lines.add("Dead letters by reason:");
      outcome.reasons().entrySet().stream()
          .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
          .forEach(each -> lines.add(fact(each.getKey(), each.getValue())));
    }
    if (outcome.sample().size() > 1) {
      lines.add("");
      lines.add("Some rows of the output:");
      TextTable.of(outcome.sample()).lines().forEach(line -> lines.add("  " + line));
    }
    return String.join("\n", lines);
  }

  private static String verdict(Outcome outcome) {
    return outcome.exact()
        ? "Every record arrived exactly once, byte for byte."
        : "NOT EXACTLY ONCE: records were lost, repeated or changed. Examples: "
            + examples(outcome.audit());
  }

  private static String examples(Audit audit) {
    return List.of(audit.lost(), audit.duplicated(), audit.unknown(), audit.altered()).stream()
        .flatMap(ids -> ids.stream().limit(3))
        .toList()
        .toString();
  }

  private static List<String> facts(Outcome outcome) {
    Audit audit = outcome.audit();
    return List.of(
        fact("records in", audit.recordsIn(), "read back from Kafka"),
        fact(
            "records out",
            audit.recordsOut(),
            "rows read back from %s Parquet files".formatted(outcome.files())),
        fact("dead letters", audit.deadLettered(), "rows read back, each with its reason"),
        fact("lost", outcome.lost(), ""),
        fact("duplicated", outcome.duplicated(), ""),
        fact("unknown", audit.unknown().size(), "rows that nobody sent"),
        fact("altered", audit.altered().size(), "rows with other bytes than were sent"),
        fact(
            "batches",
            outcome.batches(),
            took(outcome.latency().batches()) + " from batch time to commit"),
        "  latency       " + took(outcome.latency().records()) + " from Kafka to committed",
        "  application   " + outcome.applicationId(),
        "  output        " + outcome.output());
  }

  private static String took(Optional<Percentiles> times) {
    return times.map(Percentiles::toString).orElse(UNKNOWN);
  }

  private static String fact(String name, long number, String remark) {
    String grouped = String.format(Locale.ROOT, "%,d", number);
    return FACT.formatted(name, grouped, remark).stripTrailing();
  }

  private static String fact(String reason, int number) {
    return String.format(Locale.ROOT, "  %,7d  %s", number, reason);
  }
}
