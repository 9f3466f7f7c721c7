package io.keystream.job.cli;

import picocli.CommandLine.Command;

/** Groups the verbs that read the ledger. */
@Command(
    name = "ledger",
    description = "Show or check what has been committed.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {LedgerShowCommand.class, LedgerVerifyCommand.class})
final class LedgerCommand {}
