package io.keystream.job.cli;

import io.keystream.job.ledger.BackupManifest;
import io.keystream.job.ledger.HomeBackup;
import io.keystream.job.ledger.SubmissionLease;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Copies what a stopped job remembers. */
@Command(
    name = "backup",
    description = {
      "Copy what the job remembers (ledger, epochs, received data, ...) to a folder of any Hadoop"
          + " file system. The job must not run.",
      "Output is not part of it, but for the files of the newest entry."
    })
final class BackupCommand extends ClusterCommand {

  /** What {@code --json} prints. */
  record Answer(boolean changed, String folder, long sequence, long epoch, int files, long bytes) {}

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      required = true,
      description = "A folder for this backup alone, such as hdfs://backup/keystream/logs/1.")
  private String folder;

  @Option(names = "--dry-run", description = "Say what would be copied, and write nothing.")
  private boolean dryRun;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException {
    Path target = qualified(cluster, folder);
    HomeBackup backup =
        new HomeBackup(cluster.files(), cluster.home(), HomeFolders.published(cluster));
    if (!cluster.files().exists(cluster.home().epochs())) {
      throw new CommandFailure(
          ExitCode.FAILED, cluster.home().root() + " holds nothing: the job has never run");
    }
    if (dryRun) {
      rehearse(cluster, printer, backup, target);
      return ExitCode.OK;
    }
    cluster.refuseWhileItRuns("backup");
    // Nobody submits while this is held.
    try (SubmissionLease lease =
        SubmissionLease.take(cluster.files(), cluster.home(), cluster.caller())) {
      cluster.refuseWhileItRuns("backup");
      lease.ensureFresh();
      write(cluster, printer, backup, target);
    }
    return ExitCode.OK;
  }

  /** On the file system that home is on, unless it names another one. */
  static Path qualified(Cluster cluster, String folder) {
    Path path = new Path(folder);
    if (!path.isAbsolute()) {
      throw new CommandFailure(
          ExitCode.USAGE, folder + ": wanted an absolute path, with or without a file system");
    }
    return new Path(cluster.home().root(), path);
  }

  private static void rehearse(Cluster cluster, Printer printer, HomeBackup backup, Path target)
      throws IOException {
    int files = backup.isIn(target) ? 0 : backup.names().size();
    printer.print(
        new Answer(false, target.toString(), 0, 0, files, 0),
        files + " files of " + cluster.home().root() + " would be copied to " + target);
  }

  private static void write(Cluster cluster, Printer printer, HomeBackup backup, Path target)
      throws IOException {
    boolean there = backup.isIn(target);
    BackupManifest manifest =
        there
            ? BackupManifest.read(cluster.files(), target)
            : backup.write(
                target,
                new HomeBackup.About(cluster.release().pipeline().name(), cluster.caller()));
    printer.print(
        new Answer(
            !there,
            target.toString(),
            manifest.sequence(),
            manifest.epoch(),
            manifest.files().size(),
            manifest.bytes()),
        (there ? "Is there already: " : "Wrote ") + describe(target, manifest));
  }

  static String describe(Path folder, BackupManifest manifest) {
    return folder
        + ", "
        + manifest.files().size()
        + " files, "
        + manifest.bytes()
        + " bytes, up to entry "
        + manifest.sequence()
        + " of epoch "
        + manifest.epoch();
  }
}
