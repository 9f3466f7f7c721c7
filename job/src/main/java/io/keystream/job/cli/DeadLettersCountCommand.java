package io.keystream.job.cli;

import io.keystream.job.ledger.LetterSelection;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Counts dead letters by reason and rule. */
@Command(
    name = "count",
    description = "Count dead letters by reason and rule; a number in a reason is shown as N.")
final class DeadLettersCountCommand extends ClusterCommand {
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /** What {@code --json} prints. */
  record Answer(long deadLetters, long files, List<Group> groups) {}

  /** Dead letters of one reason. */
  record Group(long deadLetters, String rule, String reason) {}

  private record Cause(String rule, String reason) {}

  @Mixin private LetterOptions options;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException {
    PublishedLetters published = new PublishedLetters(cluster);
    LetterSelection selection = options.selection();
    List<String> files = published.newestFirst();
    Map<Cause, Long> counts = new HashMap<>();
    for (String file : files) {
      published.read(
          file,
          letter -> {
            if (selection.includes(letter.reason(), letter.rule(), letter.producedAt())) {
              String reason = NUMBER.matcher(letter.reason()).replaceAll("N");
              counts.merge(new Cause(letter.rule(), reason), 1L, Long::sum);
            }
          });
    }
    List<Group> groups = new ArrayList<>();
    counts.forEach((cause, n) -> groups.add(new Group(n, cause.rule(), cause.reason())));
    groups.sort(
        Comparator.comparingLong(Group::deadLetters).reversed().thenComparing(Group::reason));
    long all = groups.stream().mapToLong(Group::deadLetters).sum();
    printer.print(new Answer(all, files.size(), groups), table(all, groups));
    return ExitCode.OK;
  }

  private static String table(long all, List<Group> groups) {
    StringBuilder table = new StringBuilder();
    for (Group group : groups) {
      table.append(
          String.format(
              Locale.ROOT,
              "%12d  %-20s  %s%n",
              group.deadLetters(),
              Objects.requireNonNullElse(group.rule(), "-"),
              group.reason()));
    }
    return table + String.format(Locale.ROOT, "%12d  in all", all);
  }
}
