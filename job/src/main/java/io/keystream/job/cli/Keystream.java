package io.keystream.job.cli;

import io.keystream.job.config.ConfigException;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.ledger.SubmissionLease;
import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.lifecycle.JobFailure;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Entry point of the command line; every verb is a class of its own. */
@Command(
    name = "keystream",
    description = "Runs and looks after a Keystream pipeline.",
    mixinStandardHelpOptions = true,
    versionProvider = Keystream.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    subcommands = {
      PreflightCommand.class,
      SubmitCommand.class,
      StatusCommand.class,
      ExplainCommand.class,
      RecoverCommand.class,
      StopCommand.class,
      TokensCommand.class,
      WatchdogCommand.class,
      MetricsCommand.class,
      ReplaceFileCommand.class,
      PutPasswordCommand.class,
      LedgerCommand.class,
      DeadLettersCommand.class,
      ReplayCommand.class,
      CompactCommand.class,
      HiveDdlCommand.class,
      CompareCommand.class,
      BundleCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      PurgeCommand.class,
      ValidateCommand.class
    })
public final class Keystream {
  @Option(
      names = "--release",
      paramLabel = "DIR",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Folder with keystream.jar, pipeline.yaml, spark.conf and submit.properties.")
  private Path release = Path.of(".");

  /** Runs one verb and exits with its code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Keystream());
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println("keystream: " + describe(failure));
          return exitCode(failure).code();
        });
    Map<String, String> exitCodes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      exitCodes.put(String.valueOf(code.code()), code.meaning());
    }
    commandLine.getCommandSpec().usageMessage().exitCodeList(exitCodes);
    return commandLine;
  }

  Path release() {
    return release;
  }

  private static ExitCode exitCode(Exception failure) {
    if (failure instanceof JobFailure known) {
      return known.exitCode();
    }
    if (failure instanceof CommandFailure known) {
      return known.exitCode();
    }
    if (failure instanceof ConfigException) {
      return ExitCode.CONFIGURATION;
    }
    return failure instanceof LedgerException ? ExitCode.LEDGER : ExitCode.FAILED;
  }

  private static String describe(Exception failure) {
    boolean explained =
        failure instanceof JobFailure
            || failure instanceof CommandFailure
            || failure instanceof ConfigException
            || failure instanceof SubmissionLease.HeldException
            || failure instanceof LedgerException;
    return explained ? failure.getMessage() : failure.toString();
  }

  /** The version in the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Keystream.class.getPackage().getImplementationVersion();
      return new String[] {"keystream " + (version == null ? "(not from its jar)" : version)};
    }
  }
}
