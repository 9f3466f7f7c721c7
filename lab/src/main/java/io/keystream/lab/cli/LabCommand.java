package io.keystream.lab.cli;

import io.keystream.lab.LabException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code kit lab}: the secured cluster on this machine. */
@Command(
    name = "kit lab",
    description = "A secured cluster of real daemons on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      EnvCommand.class,
      LogsCommand.class,
      KillCommand.class,
      StartCommand.class
    })
public final class LabCommand {
  private LabCommand() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new LabCommand());
    // The signal of `kill kafka -9` looks like an option.
    line.getSubcommands().get("kill").setUnmatchedOptionsArePositionalParams(true);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (exception, failed, parsed) -> {
          if (!(exception instanceof LabException)) {
            throw exception;
          }
          failed.getErr().println(exception.getMessage());
          return 1;
        });
    return line;
  }
}
