package io.keystream.job.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keystream.job.compact.CompactLimits;
import io.keystream.job.compact.CompactReport;
import io.keystream.job.compact.Compactor;
import io.keystream.job.compact.Concatenation;
import io.keystream.job.config.FilesOutputConfig;
import io.keystream.job.ledger.LedgerJson;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Joins small published files. */
@Command(
    name = "compact",
    description = {
      "Join small published files, while readers read and the job writes.",
      "The NameNode does it in one step per joined file, and no bytes are copied."
    })
final class CompactCommand extends ClusterCommand {
  @Parameters(
      paramLabel = "FOLDER",
      description =
          "Only these folders of the output and what is below them, such as date=2026-01-31;"
              + " default: all.")
  private List<String> folders = List.of();

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description = "Only the output of this name; default: all that are files.")
  private String output;

  @Option(
      names = "--target-size",
      paramLabel = "MIB",
      description =
          "Join files up to this size, those that are smaller than half of it; default"
              + " ${DEFAULT-VALUE}.")
  private int targetMebibytes = 256;

  @Option(
      names = "--min-age",
      paramLabel = "MINUTES",
      description =
          "Leave files alone that were written in the last so many minutes; default"
              + " ${DEFAULT-VALUE}.")
  private int minAgeMinutes = 10;

  @Option(names = "--dry-run", description = "Say what would be joined, and change nothing.")
  private boolean dryRun;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException {
    CompactLimits limits =
        new CompactLimits(
            Math.multiplyExact((long) targetMebibytes, 1L << 20),
            Instant.now().minus(Duration.ofMinutes(minAgeMinutes)));
    Compactor compactor =
        new Compactor(
            cluster.files(),
            cluster.home(),
            cluster.configuration(),
            Concatenation.ofFileSystem(cluster.configuration()));
    Map<String, FilesOutputConfig> outputs = outputs(cluster.release().pipeline().fileOutputs());
    CompactReport report = CompactReport.empty();
    for (Map.Entry<String, FilesOutputConfig> each : outputs.entrySet()) {
      Optional<String> refusal = Compactor.refusal(each.getValue());
      if (refusal.isPresent()) {
        report.skipped().add("Output " + each.getKey() + " stays as it is: " + refusal.get());
        continue;
      }
      List<Path> chosen = folders(cluster, each.getValue());
      report.add(
          dryRun
              ? compactor.rehearse(each.getKey(), chosen, limits)
              : compactor.compact(each.getKey(), chosen, limits));
    }
    ObjectNode answer = LedgerJson.tree(report);
    answer.put("changed", !report.joined().isEmpty());
    printer.print(answer, describe(report));
    boolean nothingAskedForDone = output != null && !report.skipped().isEmpty();
    return report.failures().isEmpty() && !nothingAskedForDone ? ExitCode.OK : ExitCode.FAILED;
  }

  private Map<String, FilesOutputConfig> outputs(Map<String, FilesOutputConfig> files) {
    if (output == null) {
      return files;
    }
    if (!files.containsKey(output)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--output " + output + ": wanted an output of files, found " + files.keySet());
    }
    return Map.of(output, files.get(output));
  }

  /** On the file system that home is on. */
  private List<Path> folders(Cluster cluster, FilesOutputConfig files) {
    Path root = new Path(cluster.home().root(), new Path(files.path()));
    if (folders.isEmpty()) {
      return List.of(root);
    }
    for (String folder : folders) {
      if (folder.startsWith("/") || List.of(folder.split("/", -1)).contains("..")) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "FOLDER " + folder + ": wanted one below the output, such as date=2026-01-31");
      }
    }
    return folders.stream().map(folder -> new Path(root, folder)).toList();
  }

  private String describe(CompactReport report) {
    List<String> lines = new ArrayList<>();
    for (CompactReport.Joined joined : report.joined()) {
      lines.add(
          joined.file()
              + (dryRun ? " would be " : " is ")
              + joined.files()
              + " files in one: "
              + joined.rows()
              + " rows, "
              + joined.bytes()
              + " bytes");
    }
    lines.addAll(report.skipped());
    report.failures().forEach(failure -> lines.add("not joined: " + failure));
    long files = report.joined().stream().mapToLong(CompactReport.Joined::files).sum();
    lines.add(
        files == 0
            ? "Nothing joined"
            : files
                + " files "
                + (dryRun ? "would be joined" : "joined")
                + " into "
                + report.joined().size());
    return String.join("\n", lines);
  }
}
