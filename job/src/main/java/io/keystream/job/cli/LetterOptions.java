package io.keystream.job.cli;

import io.keystream.job.ledger.LetterSelection;
import java.time.Instant;
import picocli.CommandLine.Option;

/** Which dead letters a verb is about. */
final class LetterOptions {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Only those whose reason contains this text.")
  private String reason;

  @Option(
      names = "--rule",
      paramLabel = "NAME",
      description = "Only those that failed this rule of validate.")
  private String rule;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only records produced at this time or later, such as 2026-01-31T10:15:00Z.")
  private Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Only records produced before this time.")
  private Instant until;

  LetterSelection selection() {
    return new LetterSelection(reason, rule, since, until);
  }
}
