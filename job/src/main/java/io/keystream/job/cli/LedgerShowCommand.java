package io.keystream.job.cli;

import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the newest entries. */
@Command(name = "show", description = "Print the newest entries, oldest first.")
final class LedgerShowCommand extends ClusterCommand {

  /** What {@code --json} prints. */
  record Answer(List<LedgerEntry> entries) {}

  @Option(names = "--last", paramLabel = "N", description = "How many; default ${DEFAULT-VALUE}.")
  private int last = 10;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException {
    List<LedgerEntry> entries = Ledger.recent(cluster.files(), cluster.home(), last);
    printer.print(new Answer(entries), table(entries));
    return ExitCode.OK;
  }

  private static String table(List<LedgerEntry> entries) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%12s %6s  %-24s %10s %10s %10s %10s",
            "sequence",
            "epoch",
            "batch time",
            "read",
            "written",
            "filtered",
            "dead"));
    for (LedgerEntry entry : entries) {
      table.append(
          String.format(
              Locale.ROOT,
              "%n%12d %6d  %-24s %10d %10d %10d %10d",
              entry.sequence(),
              entry.epoch(),
              entry.batchTime(),
              entry.records().read(),
              entry.records().written(),
              entry.records().filtered(),
              entry.records().deadLettered()));
    }
    return table.toString();
  }
}
