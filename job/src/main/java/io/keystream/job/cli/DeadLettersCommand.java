package io.keystream.job.cli;

import picocli.CommandLine.Command;

/** Groups the verbs that work on dead letters. */
@Command(
    name = "dead-letters",
    description = "Look at records that were no valid rows, or run them through the job again.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DeadLettersListCommand.class,
      DeadLettersCountCommand.class,
      DeadLettersReplayCommand.class
    })
final class DeadLettersCommand {}
