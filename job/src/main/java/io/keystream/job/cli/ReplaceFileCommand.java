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
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import picocli.CommandLine.ArgGroup;
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

  /** What {@code --list --json} prints. */
  record Replaceable(List<String> files) {}

  @ArgGroup(multiplicity = "1")
  private What what;

  private static final class What {
    @Parameters(
        arity = "1..*",
        paramLabel = "NAME=FILE",
        description = "Name of a shipped file, such as access-logs.keytab, and the one to use.")
    private Map<String, Path> files = new LinkedHashMap<>();

    @Option(
        names = "--list",
        description = "Print the names of the files that a running job can take up, and leave.")
    private boolean list;
  }

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
    Map<String, FileKind> kinds = kinds(release);
    if (what.list) {
      List<String> names = List.copyOf(kinds.keySet());
      printer.print(new Replaceable(names), String.join("\n", names));
      return ExitCode.OK;
    }
    requireKnown(kinds);
    NewFiles proved = new NewFiles();
    prove(kinds, proved, release, false);
    try (Cluster cluster = Cluster.connect(release, keytab(release))) {
      prove(kinds, proved, release, true);
      FileReplacement replacement =
          new FileReplacement(cluster, proved, Duration.ofSeconds(timeoutSeconds));
      FileReplacement.Answer answer = dryRun ? replacement.rehearse() : replacement.run();
      printer.print(answer, answer.describe(dryRun));
      return ExitCode.OK;
    }
  }

  private static Map<String, FileKind> kinds(Release release) {
    Map<String, FileKind> kinds =
        new LinkedHashMap<>(
            FileKinds.ofExecutors(
                release.pipeline(),
                (cluster, place) -> GatewayKafka.client(release, cluster, place)));
    kinds.put(name(release.keytab()), new KeytabKind(release.principal()));
    return kinds;
  }

  private void requireKnown(Map<String, FileKind> kinds) {
    for (String name : what.files.keySet()) {
      if (!kinds.containsKey(name)) {
        throw new CommandFailure(
            ExitCode.FAILED,
            "No shipped file "
                + name
                + " that a running job can take up; there are "
                + String.join(", ", kinds.keySet())
                + ". Deploy other files again.");
      }
    }
    kinds.keySet().retainAll(what.files.keySet());
  }

  /** Some files can be proved after the login only; others are what it needs. */
  private void prove(
      Map<String, FileKind> kinds, NewFiles proved, Release release, boolean loggedIn) {
    kinds.forEach(
        (name, kind) -> {
          if (kind.needsLogin() == loggedIn) {
            prove(name, kind, proved, release);
          }
        });
  }

  private void prove(String name, FileKind kind, NewFiles proved, Release release) {
    Path file = what.files.get(name);
    UnaryOperator<String> place =
        other ->
            what.files.containsKey(other)
                ? what.files.get(other).toString()
                : release.shipped(other);
    try {
      kind.prove(file, place);
      proved.add(name, Files.readAllBytes(file), kind.describe(file, place));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED,
          name + " from " + file + " is not used: " + e.getMessage() + ". Nothing was changed.",
          e);
    }
  }

  /** The new one where there is one: the KDC may have forgotten the keys of the release's. */
  private Path keytab(Release release) {
    return what.files.getOrDefault(name(release.keytab()), release.keytab());
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
