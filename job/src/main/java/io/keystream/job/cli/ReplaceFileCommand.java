package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.shipped.FileKind;
import io.keystream.job.shipped.FileKinds;
import io.keystream.job.shipped.KeytabKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has the running job use other files than those it was submitted with. */
@Command(
    name = "replace-file",
    description =
        "Prove files, and have the running job take them up in the place of those it was submitted"
            + " with, without a restart. What is on the gateway stays as it is.")
final class ReplaceFileCommand extends ReleaseCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME=FILE",
      description = "Name of a shipped file, such as access-logs.keytab, and the one to use.")
  private Map<String, Path> files = new LinkedHashMap<>();

  @Option(names = "--dry-run", description = "Prove the files, and tell what would change.")
  private boolean dryRun;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long the driver may take to answer; default ${DEFAULT-VALUE}.")
  private int timeoutSeconds = 120;

  @Override
  ExitCode run(Release release, Printer printer) throws IOException, InterruptedException {
    UserGroupInformation.setConfiguration(new YarnConfiguration());
    NewFiles proved = prove(release);
    try (Cluster cluster = Cluster.connect(release, keytab(release))) {
      FileReplacement replacement =
          new FileReplacement(cluster, proved, Duration.ofSeconds(timeoutSeconds));
      FileReplacement.Answer answer = dryRun ? replacement.rehearse() : replacement.run();
      printer.print(answer, answer.describe(dryRun));
      return ExitCode.OK;
    }
  }

  private NewFiles prove(Release release) throws IOException {
    Map<String, FileKind> kinds = new LinkedHashMap<>(FileKinds.ofExecutors(release.pipeline()));
    kinds.put(name(release.keytab()), new KeytabKind(release.principal()));
    NewFiles proved = new NewFiles();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      FileKind kind = kinds.get(file.getKey());
      if (kind == null) {
        throw new CommandFailure(
            ExitCode.FAILED,
            "No shipped file "
                + file.getKey()
                + " that a running job can take up; there are "
                + String.join(", ", kinds.keySet())
                + ". Deploy other files again.");
      }
      try {
        kind.prove(file.getValue());
        proved.add(
            file.getKey(), Files.readAllBytes(file.getValue()), kind.describe(file.getValue()));
      } catch (IOException e) {
        throw new CommandFailure(
            ExitCode.FAILED,
            file.getKey()
                + " from "
                + file.getValue()
                + " is not used: "
                + e.getMessage()
                + ". Nothing was changed.",
            e);
      }
    }
    return proved;
  }

  /** The new one where there is one: the KDC may have forgotten the keys of the release's. */
  private Path keytab(Release release) {
    return files.getOrDefault(name(release.keytab()), release.keytab());
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
