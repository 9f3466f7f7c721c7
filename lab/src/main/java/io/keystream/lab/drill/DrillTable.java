package io.keystream.lab.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page {@code runbooks/DRILLS.md}: what each drill came to when it was last written down. Rows
 * of drills that were not run stay as they are.
 */
final class DrillTable {
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|.*");
  private static final Pattern MEMORY = Pattern.compile("MemTotal: +(\\d+) kB");
  private static final String NOTHING = "-";

  private final Path page;
  private final int alertFactor;
  private final Map<String, String> rows = new LinkedHashMap<>();

  /**
   * @param page may be there with rows of earlier runs
   * @param alertFactor by which times in the rules of alerts were divided
   */
  DrillTable(Path page, int alertFactor) throws IOException {
    this.page = page;
    this.alertFactor = alertFactor;
    if (Files.exists(page)) {
      for (String line : Files.readAllLines(page)) {
        Matcher row = ROW.matcher(line);
        if (row.matches()) {
          rows.put(row.group(1), line);
        }
      }
    }
  }

  /** Takes a row up, in the place of one of the same drill. */
  void put(String drill, Outcome outcome) {
    rows.put(drill, row(drill, outcome));
  }

  /**
   * Writes the page.
   *
   * @param order of the drills; rows of others are left out
   */
  void write(List<String> order) throws IOException {
    String body =
        order.stream()
            .filter(rows::containsKey)
            .map(drill -> rows.get(drill) + "\n")
            .collect(Collectors.joining());
    Files.writeString(page, head() + body);
  }

  private String head() throws IOException {
    return """
        # Drills

        Written by `./kit drill --write`, a row for each drill that was run, on %s. Do not edit it.

        Each drill breaks a job that 200 records a second keep coming to, unless it says otherwise. Where an alert is named,
        the job was watched by its watchdog and Prometheus with [the rules](alerts/keystream-alerts.yml), in which every time
        was divided by %d, and ranges are at least 60 s; when it fired, the commands of the pages named were run as they stand
        there, and each ended and said what the page expects. The first commit counts from the end of the fault, or from the
        first command that mends it; the longest pause is that between any two commits. `%s`: the drill has none of it.

        | drill | verdict | alert, after | runbook followed | first commit after | lost | duplicated | attempts | failed batches | longest pause |
        |---|---|---|---|---|---|---|---|---|---|
        """
        .formatted(machine(), alertFactor, NOTHING);
  }

  private static String row(String drill, Outcome outcome) {
    Response response = outcome.response();
    Optional<Figures> figures = outcome.figures();
    return "| `%s` | %s | %s | %s | %s | %s |"
        .formatted(
            drill,
            outcome.passed() ? "passed" : "FAILED",
            listed(response.alerts()),
            pages(response),
            figures.flatMap(Figures::firstCommit).map(Figures::seconds).orElse(NOTHING),
            figures.map(DrillTable::counts).orElse(outcome.counted() + " | | | |"));
  }

  private static String counts(Figures figures) {
    Duration pause = figures.longestPause();
    return "%d | %d | %d | %d | %s"
        .formatted(
            figures.audit().lost().size(),
            figures.audit().duplicated().size(),
            figures.attempts(),
            figures.failedBatches(),
            Figures.seconds(pause));
  }

  private static String pages(Response response) {
    String links =
        listed(
            response.pages().stream()
                .map(page -> "[%s](%s)".formatted(page.replaceAll(".*/|\\.md", ""), page))
                .toList());
    return response.commands() == 0 ? links : links + ": " + response.commands() + " commands";
  }

  private static String listed(List<String> items) {
    return items.isEmpty() ? NOTHING : String.join(", ", items);
  }

  private static String machine() throws IOException {
    Matcher memory = MEMORY.matcher(Files.readString(Path.of("/proc/meminfo")));
    String size =
        memory.find() ? " and %d GiB".formatted(Long.parseLong(memory.group(1)) >> 20) : "";
    return "a machine with %d cores%s".formatted(Runtime.getRuntime().availableProcessors(), size);
  }
}
