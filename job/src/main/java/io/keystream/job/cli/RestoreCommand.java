package io.keystream.job.cli;

import io.keystream.job.ledger.BackupManifest;
import io.keystream.job.ledger.HomeRestore;
import io.keystream.job.ledger.SubmissionLease;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.time.Instant;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the job's home of a backup. */
@Command(
    name = "restore",
    description = {
      "Copy a backup into the job's home, which must have no ledger yet; the job then goes on where"
          + " the backup ends, as soon as it is submitted.",
      "The job that was backed up must not run again: both would write the same rows."
    })
final class RestoreCommand extends ClusterCommand {

  /** What {@code --json} prints. */
  record Answer(boolean changed, String home, long sequence, long epoch, int files, long bytes) {}

  @Option(
      names = "--from",
      paramLabel = "FOLDER",
      required = true,
      description = "The folder that keystream backup wrote.")
  private String folder;

  @Option(names = "--dry-run", description = "Say what would be restored, and write nothing.")
  private boolean dryRun;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException {
    Path source = BackupCommand.qualified(cluster, folder);
    BackupManifest manifest = BackupManifest.read(cluster.files(), source);
    refuseOtherName(cluster.release().pipeline().name(), source, manifest);
    HomeRestore restore = new HomeRestore(cluster.files(), cluster.home());
    boolean done = restore.isDone(manifest);
    if (!done && !dryRun) {
      cluster.refuseWhileItRuns("restore");
      restore(cluster, restore, source, manifest);
    }
    String home = cluster.home().root().toString();
    printer.print(
        new Answer(
            !done && !dryRun,
            home,
            manifest.sequence(),
            manifest.epoch(),
            manifest.files().size(),
            manifest.bytes()),
        home
            + (done ? " holds it already: " : dryRun ? " would hold " : " holds ")
            + BackupCommand.describe(source, manifest));
    return ExitCode.OK;
  }

  private static void restore(
      Cluster cluster, HomeRestore restore, Path source, BackupManifest manifest)
      throws IOException {
    try (SubmissionLease lease =
        SubmissionLease.take(cluster.files(), cluster.home(), cluster.caller())) {
      cluster.refuseWhileItRuns("restore");
      // No watchdog begins what is not whole yet; an operator does when all is in place.
      cluster.control().requestStop(new Control.StopRequest(cluster.caller(), Instant.now()));
      lease.ensureFresh();
      restore.run(source, manifest);
    }
  }

  private static void refuseOtherName(String name, Path source, BackupManifest manifest) {
    if (!manifest.name().equals(name)) {
      throw new CommandFailure(
          ExitCode.FAILED,
          source + " is a backup of " + manifest.name() + ", wanted one of " + name);
    }
  }
}
