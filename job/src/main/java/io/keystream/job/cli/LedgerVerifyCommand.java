package io.keystream.job.cli;

import io.keystream.job.ledger.LedgerVerification;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Compares entries with each other and with the published files. */
@Command(
    name = "verify",
    description = "Compare the ledger with itself and with the published files; 14 if they differ.")
final class LedgerVerifyCommand extends ClusterCommand {

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException {
    LedgerVerification found = LedgerVerification.of(cluster.files(), cluster.home());
    printer.print(found, describe(found));
    return found.ok() ? ExitCode.OK : ExitCode.LEDGER;
  }

  private static String describe(LedgerVerification found) {
    String summary = found.entries() + " entries, " + found.files() + " files: ";
    return found.ok()
        ? summary + "no gap, no overlap, no file missing"
        : summary + "\n  " + String.join("\n  ", found.problems());
  }
}
