package io.keystream.lab.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.lab.process.Command;
import io.keystream.lab.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That the pages can be executed; whether they help is for drills. */
class RunbookPagesTest {
  private static final Path RUNBOOKS = Path.of("../runbooks").toAbsolutePath().normalize();

  /** A reader knows what these stand for; another one needs to be explained first. */
  private static final Set<String> KNOWN =
      Set.of(
          "admin.properties",
          "application_id",
          "broker",
          "container_id of the driver",
          "copy",
          "dead-letters",
          "each of these files",
          "edge",
          "every sequence up to the damaged one",
          "first",
          "folder",
          "group",
          "group-id",
          "home",
          "job",
          "keystream_metrics_textfile",
          "last",
          "message",
          "name",
          "offset",
          "output",
          "partition",
          "pipeline",
          "principal",
          "receiver",
          "rule",
          "sequence",
          "source",
          "topic",
          "user",
          "yarn.nodemanager.local-dirs",
          "yarn.nodemanager.log-dirs",
          "yours");

  @Test
  void everyCommandIsOneThatAShellCanRead() throws IOException {
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (String page : pages()) {
      for (RunbookCommand command : commands(page)) {
        seen++;
        String filled = command.line().replaceAll("<[a-z][^<>]*>", "x");
        CommandResult read = Command.of("bash", "-n", "-c", filled).run();
        if (!read.succeeded()) {
          wrong.add(page + ": " + command.line() + ": " + read.stderr().strip());
        }
      }
    }
    assertThat(wrong).as("commands that are none").isEmpty();
    assertThat(seen).as("commands that were looked at").isGreaterThan(100);
  }

  @Test
  void everyPlaceholderIsKnown() throws IOException {
    Set<String> used = new TreeSet<>();
    for (String page : pages()) {
      commands(page).forEach(command -> used.addAll(Placeholders.of(command.line())));
    }
    assertThat(used).as("placeholders in commands").isSubsetOf(KNOWN);
    assertThat(KNOWN).as("placeholders that a page may use").isSubsetOf(used);
  }

  @Test
  void everyAlertSaysHowItIsDiagnosedAndHowItsEndIsSeen() throws IOException {
    List<String> alerts = pages().stream().filter(page -> page.startsWith("alerts/")).toList();
    assertThat(alerts).hasSizeGreaterThanOrEqualTo(10);
    for (String alert : alerts) {
      Runbook page = Runbook.read(RUNBOOKS, alert);
      assertThat(page.steps("diagnosis")).as("commands of Diagnosis in %s", alert).isNotEmpty();
      assertThat(page.steps("verification")).as("of Verification in %s", alert).isNotEmpty();
    }
  }

  private static List<RunbookCommand> commands(String page) throws IOException {
    Runbook runbook = Runbook.read(RUNBOOKS, page);
    return runbook.anchors().stream()
        .flatMap(anchor -> runbook.steps(anchor).stream())
        .flatMap(step -> step.commands().stream())
        .toList();
  }

  private static List<String> pages() throws IOException {
    try (Stream<Path> files = Files.walk(RUNBOOKS, 2)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .map(file -> RUNBOOKS.relativize(file).toString())
          .filter(page -> page.contains("/"))
          .sorted()
          .toList();
    }
  }
}
