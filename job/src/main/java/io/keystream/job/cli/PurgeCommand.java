package io.keystream.job.cli;

import io.keystream.job.ledger.FileProbe;
import io.keystream.job.ledger.LedgerVerification;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Deletes what a stopped job has on the cluster's file system. */
@Command(
    name = "purge",
    description = {
      "Delete what ended applications of the job left in Spark's staging folder, keytabs among it.",
      "With --with-data, also its home and its published files: it then begins as one that never"
          + " ran."
    })
final class PurgeCommand extends ClusterCommand {
  private static final String STAGING = ".sparkStaging";

  /**
   * What {@code --json} prints; all lists are of paths.
   *
   * @param temporary what is of no use any more
   * @param data home, and the folders of the outputs
   * @param removed which of both were deleted now
   * @param kept which of {@code data} were not
   */
  record Answer(
      boolean changed,
      List<String> temporary,
      List<String> data,
      List<String> removed,
      List<String> kept) {}

  @Option(
      names = "--with-data",
      paramLabel = "NAME",
      description =
          "Delete home and published files as well. NAME is the job's name, which confirms it.")
  private String confirmed;

  @Option(names = "--dry-run", description = "Say what there is, and change nothing.")
  private boolean dryRun;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException {
    refuseOtherName(cluster.release());
    if (!dryRun) {
      cluster.refuseWhileItRuns("purge");
    }
    List<Path> temporary = temporary(cluster);
    List<Path> data = data(cluster);
    List<Path> removed = new ArrayList<>(temporary);
    if (confirmed != null) {
      refuseFilesOfOthers(cluster, data);
      removed.addAll(data);
    }
    if (!dryRun) {
      for (Path folder : removed) {
        cluster.files().delete(folder);
      }
    }
    print(printer, temporary, data, removed);
    return ExitCode.OK;
  }

  private void refuseOtherName(Release release) {
    String name = release.pipeline().name();
    if (confirmed != null && !confirmed.equals(name)) {
      throw new CommandFailure(
          ExitCode.USAGE, "--with-data " + confirmed + ": wanted the job's own name, " + name);
    }
  }

  /** Spark deletes them itself, but not those of an application that was killed. */
  private static List<Path> temporary(Cluster cluster) throws IOException {
    String configured = cluster.release().sparkConf().get("spark.yarn.stagingDir");
    Path user =
        configured == null
            ? FileSystem.get(cluster.configuration()).getHomeDirectory()
            : new Path(configured);
    List<Path> found = new ArrayList<>();
    for (String application : cluster.applications().ended()) {
      Path folder = new Path(new Path(user, STAGING), application);
      if (cluster.files().exists(folder)) {
        found.add(folder);
      }
    }
    return found;
  }

  /** Home last, so that one that was interrupted can be repeated. */
  private static List<Path> data(Cluster cluster) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : HomeFolders.published(cluster)) {
      if (cluster.files().exists(folder)) {
        found.add(folder);
      }
    }
    if (cluster.files().exists(cluster.home().root())) {
      found.add(cluster.home().root());
    }
    return found;
  }

  private static void refuseFilesOfOthers(Cluster cluster, List<Path> data) throws IOException {
    List<Path> folders =
        data.stream().filter(folder -> !folder.equals(cluster.home().root())).toList();
    List<String> foreign =
        LedgerVerification.of(
                cluster.files(),
                cluster.home(),
                new LedgerVerification.Scope(0, FileProbe.NONE, folders))
            .warnings();
    if (!foreign.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "Nothing was deleted: the output holds files that are not the job's: "
              + String.join("; ", foreign)
              + ". Move them away, or delete what is not needed by hand");
    }
  }

  private void print(Printer printer, List<Path> temporary, List<Path> data, List<Path> removed) {
    List<Path> kept = data.stream().filter(folder -> !removed.contains(folder)).toList();
    Answer answer =
        new Answer(
            !dryRun && !removed.isEmpty(),
            texts(temporary),
            texts(data),
            texts(removed),
            texts(kept));
    List<String> lines = new ArrayList<>();
    answer.removed().forEach(folder -> lines.add((dryRun ? "Would delete " : "Deleted ") + folder));
    answer.kept().forEach(folder -> lines.add("Kept " + folder));
    printer.print(answer, lines.isEmpty() ? "There is nothing." : String.join("\n", lines));
  }

  private static List<String> texts(List<Path> paths) {
    return paths.stream().map(Path::toString).toList();
  }
}
