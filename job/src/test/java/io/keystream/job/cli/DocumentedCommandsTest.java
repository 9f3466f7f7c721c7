package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.explain.Checkout;
import io.keystream.job.explain.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** That commands in runbooks and other documentation are such as can be run. */
class DocumentedCommandsTest {
  private static final Pattern KEYSTREAM =
      Pattern.compile("(?:^|[|;&] *)(?:bin/)?keystream (?! )([^|;]*)");
  private static final Pattern PLAYBOOK =
      Pattern.compile("ansible-playbook .*?((?:ansible/)?playbooks/\\w+\\.yml)(.*)");
  private static final Pattern EXTRA = Pattern.compile("-e (\\w+)=");
  private static final Pattern VARIABLE = Pattern.compile("keystream_[a-z0-9_]+");

  @Test
  void everyVerbAndOptionIsKnownToTheCommandLine() throws IOException {
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (MarkdownPage page : Checkout.pages()) {
      for (String command : Checkout.commands(page)) {
        for (MatchResult call : KEYSTREAM.matcher(command).results().toList()) {
          seen++;
          unknown(call.group(1))
              .ifPresent(what -> wrong.add(page.path() + ": " + what + " in: " + command));
        }
      }
    }
    assertThat(wrong).as("calls of keystream that it would refuse").isEmpty();
    assertThat(seen).as("calls that were looked at").isGreaterThan(50);
  }

  @Test
  void everyPlaybookIsThere() throws IOException {
    List<String> missing = new ArrayList<>();
    int seen = 0;
    for (MarkdownPage page : Checkout.pages()) {
      for (String command : Checkout.commands(page)) {
        for (MatchResult call : PLAYBOOK.matcher(command).results().toList()) {
          seen++;
          if (!Files.exists(playbook(call.group(1)))) {
            missing.add(page.path() + ": " + command);
          }
        }
      }
    }
    assertThat(missing).as("calls of playbooks that do not exist").isEmpty();
    assertThat(seen).as("calls that were looked at").isGreaterThan(20);
  }

  @Test
  void everyVariableGivenToAPlaybookIsOneOfARoleOrOfThePlay() throws IOException {
    Set<String> known = variables();
    String plays = plays();
    List<String> unknown = new ArrayList<>();
    for (MarkdownPage page : Checkout.pages()) {
      for (String command : Checkout.commands(page)) {
        for (MatchResult call : PLAYBOOK.matcher(command).results().toList()) {
          EXTRA
              .matcher(call.group(2))
              .results()
              .map(extra -> extra.group(1))
              .filter(name -> !known.contains(name) && !plays.contains(name + " | default("))
              .forEach(name -> unknown.add(page.path() + ": " + name + " in: " + command));
        }
      }
    }
    assertThat(unknown).as("variables that no role and no play knows").isEmpty();
  }

  @Test
  void everyVariableThatARunbookNamesIsOneOfARoleOrAMetric() throws IOException {
    Set<String> known = variables();
    String metrics = Files.readString(Checkout.ROOT.resolve("docs/metrics.md"));
    List<String> unknown = new ArrayList<>();
    for (MarkdownPage page : Checkout.pages("runbooks/")) {
      VARIABLE
          .matcher(Checkout.text(page))
          .results()
          .map(MatchResult::group)
          .filter(name -> !known.contains(name) && !metrics.contains(name))
          .forEach(name -> unknown.add(page.path() + ": " + name));
    }
    assertThat(unknown)
        .as("variables that no role has, and metrics that docs/metrics.md does not")
        .isEmpty();
  }

  @Test
  void aCallThatIsRefusedIsFound() {
    assertThat(unknown("statsu")).contains("no verb 'statsu'");
    assertThat(unknown("tokens --within 30d --reneww")).contains("no option '--reneww'");
    assertThat(unknown("ledger verfy")).contains("no verb 'verfy'");
    assertThat(unknown("replay --from entry:<first> --repair --wait 300  # comment --bad"))
        .isEmpty();
  }

  /** What is wrong with the arguments of a call. */
  private static java.util.Optional<String> unknown(String arguments) {
    CommandLine command = Keystream.commandLine();
    for (String word : arguments.replaceFirst(" +#.*", "").strip().split("\\s+", -1)) {
      String option = word.replaceFirst("=.*", "");
      if (option.startsWith("-")) {
        if (!command.getCommandSpec().optionsMap().containsKey(option)) {
          return java.util.Optional.of("no option '" + option + "'");
        }
      } else if (command.getSubcommands().containsKey(word)) {
        command = command.getSubcommands().get(word);
      } else if (!command.getSubcommands().isEmpty() && word.matches("[a-z-]+")) {
        return java.util.Optional.of("no verb '" + word + "'");
      }
    }
    return java.util.Optional.empty();
  }

  private static Path playbook(String path) {
    return Checkout.ROOT.resolve(path.startsWith("ansible/") ? path : "ansible/" + path);
  }

  /** What playbooks and roles do; a variable of a play has a default there. */
  private static String plays() throws IOException {
    StringBuilder plays = new StringBuilder();
    try (Stream<Path> files = Files.walk(Checkout.ROOT.resolve("ansible"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yml")).toList()) {
        plays.append(Files.readString(file));
      }
    }
    return plays.toString();
  }

  private static Set<String> variables() throws IOException {
    Pattern option = Pattern.compile("(?m)^      (keystream_\\w+):(?: [&*]\\w+)?$");
    try (Stream<Path> roles = Files.list(Checkout.ROOT.resolve("ansible/roles"))) {
      Set<String> known = new TreeSet<>();
      for (Path role : roles.collect(Collectors.toSet())) {
        Path specs = role.resolve("meta/argument_specs.yml");
        if (Files.exists(specs)) {
          option.matcher(Files.readString(specs)).results().forEach(m -> known.add(m.group(1)));
        }
      }
      return known;
    }
  }
}
