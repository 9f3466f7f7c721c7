package io.keystream.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keystream.job.explain.Explanation;
import io.keystream.job.explain.Finding;
import io.keystream.job.explain.Pages;
import io.keystream.job.explain.RunbookIndex;
import io.keystream.job.explain.TextScan;
import io.keystream.job.explain.Topic;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the runbook of an error. Needs neither a cluster nor a release. */
@Command(
    name = "explain",
    description = {
      "Find the runbook of an error message, alert, exit code or preflight check.",
      "Without TEXT it reads standard input, such as a whole log. Line breaks and capitals do not"
          + " matter. What fits best comes first: what is named, then the longest message, then exit"
          + " codes. Exit code 1 if nothing of it is known."
    })
final class ExplainCommand implements Callable<Integer> {
  private static final int SHOWN_WHOLE = 2;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TEXT",
      arity = "0..*",
      description = "The message, the number of an exit code, or the name of a check or page.")
  private List<String> words = new ArrayList<>();

  @Option(names = "--all", description = "Show every page that fits, not only the best ones.")
  private boolean all;

  @Option(names = "--json", description = "One JSON object on standard output, for machines.")
  private boolean json;

  /** What {@code --json} prints; {@code lookedThrough} counts what is known of each kind. */
  record Answer(List<Explanation> explanations, Map<String, Long> lookedThrough) {}

  @Override
  public Integer call() throws IOException {
    Pages pages = new Pages();
    RunbookIndex index = RunbookIndex.of(pages);
    List<Explanation> found;
    try (Reader text = text()) {
      found = Explanation.of(new TextScan(index).read(text), pages);
    }
    Map<String, Long> known = new LinkedHashMap<>();
    for (Topic.Kind kind : Topic.Kind.values()) {
      if (kind != Topic.Kind.PAGE) {
        known.put(kind.plural().replace(' ', '_'), index.count(kind));
      }
    }
    new Printer(spec.commandLine().getOut(), json)
        .print(new Answer(found, known), found.isEmpty() ? nothing(known) : describe(found));
    return (found.isEmpty() ? ExitCode.FAILED : ExitCode.OK).code();
  }

  @SuppressWarnings("SystemConsoleNull") // Java 17 has none where input or output is no terminal.
  private Reader text() {
    if (!words.isEmpty()) {
      return new StringReader(String.join(" ", words));
    }
    if (System.console() != null) {
      spec.commandLine().getErr().println("Paste the text, and end it with ^D.");
      spec.commandLine().getErr().flush();
    }
    return new InputStreamReader(System.in, UTF_8);
  }

  private static String nothing(Map<String, Long> known) {
    return "Nothing of this is known. Looked through "
        + known.entrySet().stream()
            .map(each -> each.getValue() + " " + each.getKey().replace('_', ' '))
            .collect(Collectors.joining(", "))
        + "."
        + """


        Next:
        - give less of it, the message alone, or all of it: yarn logs -applicationId <application_id> | keystream explain
        - see how the job is: keystream status; and keystream explain check-job says what its lines mean
        - see what it lacks: keystream preflight
        When you know what it was, add the message to runbooks/README.md.""";
  }

  private String describe(List<Explanation> found) {
    StringBuilder text = new StringBuilder();
    int shown = all ? found.size() : Math.min(SHOWN_WHOLE, found.size());
    found.subList(0, shown).forEach(each -> describe(text, each));
    if (shown < found.size()) {
      text.append(bold("Also")).append(", in full with --all:\n");
      found.subList(shown, found.size()).forEach(each -> mention(text, each));
    }
    return text.toString().stripTrailing();
  }

  private static void describe(StringBuilder text, Explanation each) {
    each.findings()
        .forEach(finding -> text.append(bold(finding.topic().name())).append(seen(finding)));
    text.append("  page  ").append(each.page()).append("\n\n");
    for (Explanation.Section section : each.sections()) {
      text.append(bold(section.heading())).append("\n\n").append(section.text()).append("\n\n");
    }
  }

  private static void mention(StringBuilder text, Explanation each) {
    Finding best = each.findings().get(0);
    text.append("  ")
        .append(best.topic().name())
        .append(" (")
        .append(times(best))
        .append(", line ");
    text.append(best.line()).append("): ").append(each.page()).append('\n');
  }

  private static String seen(Finding finding) {
    return "\n  seen  %s, first in line %d: %s\n"
        .formatted(times(finding), finding.line(), finding.excerpt());
  }

  private static String times(Finding finding) {
    return finding.times() == 1 ? "once" : finding.times() + " times";
  }

  private static String bold(String text) {
    return Ansi.AUTO.enabled() ? "\u001b[1m" + text + "\u001b[0m" : text;
  }
}
