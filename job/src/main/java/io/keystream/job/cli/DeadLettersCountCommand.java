package io.keystream.job.cli;

import io.keystream.job.ledger.LetterSelection;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Counts dead letters by reason and rule. */
@Command(
    name = "count",
    description = "Count dead letters by reason and rule; a number in a reason is shown as N.")
final class DeadLettersCountCommand extends ClusterCommand {
  /** What {@code --json} prints. */
  record Answer(long deadLetters, long files, List<LetterCounts.Group> groups) {}

  @Mixin private LetterOptions options;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException {
    PublishedLetters published = new PublishedLetters(cluster);
    LetterSelection selection = options.selection();
    List<String> files = published.newestFirst();
    LetterCounts counts = new LetterCounts();
    for (String file : files) {
      published.read(
          file,
          letter -> {
            if (selection.includes(letter.reason(), letter.rule(), letter.producedAt())) {
              counts.add(letter);
            }
          });
    }
    List<LetterCounts.Group> groups = counts.groups();
    long all = groups.stream().mapToLong(LetterCounts.Group::deadLetters).sum();
    printer.print(new Answer(all, files.size(), groups), table(all, groups));
    return ExitCode.OK;
  }

  private static String table(long all, List<LetterCounts.Group> groups) {
    StringBuilder table = new StringBuilder();
    for (LetterCounts.Group group : groups) {
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
