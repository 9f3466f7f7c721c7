package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import io.keystream.security.secrets.PasswordStore;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a password where the job looks for it. */
@Command(
    name = "put-password",
    description =
        "Put a password into a Hadoop credential provider, as the job's principal, in the place of"
            + " the one before. It is asked for, or the line on standard input.")
final class PutPasswordCommand extends ReleaseCommand {

  /** What {@code --json} prints. */
  record Answer(String alias, String provider, boolean changed) {}

  @Parameters(paramLabel = "ALIAS", description = "Its name there, as password-alias says it.")
  private String alias;

  @Option(
      names = "--provider",
      required = true,
      paramLabel = "URI",
      description = "The provider, as credential-provider says it.")
  private String provider;

  @Option(names = "--dry-run", description = "Tell whether it would change, and leave it.")
  private boolean dryRun;

  @Override
  ExitCode run(Release release, Printer printer) throws IOException {
    String password = read().filter(line -> !line.isEmpty()).orElseThrow(this::none);
    Configuration configuration = Cluster.logIn(release, release.keytab());
    boolean changed = change(configuration, password);
    printer.print(new Answer(alias, provider, changed), describe(changed));
    return ExitCode.OK;
  }

  private boolean change(Configuration configuration, String password) {
    try {
      PasswordStore store = PasswordStore.open(configuration, provider);
      return dryRun ? !store.holds(alias, password) : store.put(alias, password);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED, alias + " is not put into " + provider + ": " + e.getMessage(), e);
    }
  }

  /** From Java 22 on there is a console without a terminal, too, which reads the same line. */
  @SuppressWarnings("SystemConsoleNull")
  private Optional<String> read() throws IOException {
    Console console = System.console();
    if (console != null) {
      return Optional.ofNullable(console.readPassword("Password for %s: ", alias)).map(String::new);
    }
    return Optional.ofNullable(
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine());
  }

  private CommandFailure none() {
    return new CommandFailure(
        ExitCode.FAILED,
        "No password for " + alias + ": wanted one on the first line of standard input");
  }

  private String describe(boolean changed) {
    if (!changed) {
      return provider + " has this password as " + alias + " already";
    }
    return dryRun
        ? "would put a password as " + alias + " into " + provider
        : "put a password as " + alias + " into " + provider;
  }
}
