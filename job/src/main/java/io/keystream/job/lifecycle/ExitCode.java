package io.keystream.job.lifecycle;

import java.util.Arrays;
import java.util.Optional;

/**
 * Exit codes of the command line and of the job.
 *
 * <p>YARN shows 15 for every job that failed; the job's own code stands in the diagnostics, in
 * {@code control/last-failure.json}, and is what {@code keystream submit} and {@code status}
 * report.
 */
public enum ExitCode {
  OK(0, "Done, or nothing to do."),
  FAILED(1, "What was asked for failed, or a check did."),
  USAGE(2, "The command line is wrong."),
  CONFIGURATION(10, "pipeline.yaml or a Spark setting is invalid; all problems are listed."),
  DYNAMIC_ALLOCATION(11, "Dynamic allocation is on, which streaming does not survive."),
  FENCED(12, "Another driver of the same pipeline took over."),
  DATA_LOST(13, "Records that were not processed are gone or damaged."),
  LEDGER(14, "The ledger is damaged, or contradicts what is found."),
  UNEXPECTED(15, "Any other error; the message says which."),
  LOGIN(17, "The principal could not log in."),
  ENDING(18, "A credential has ended, or ends soon and nothing renews it.");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The code of this number, if there is one. */
  public static Optional<ExitCode> of(int number) {
    return Arrays.stream(values()).filter(each -> each.code == number).findFirst();
  }

  /** Whether another attempt of the same application would end the same way. */
  public boolean permanent() {
    return switch (this) {
      case CONFIGURATION, DYNAMIC_ALLOCATION, DATA_LOST, LEDGER -> true;
      default -> false;
    };
  }

  /** What the process exits with. */
  public int code() {
    return code;
  }

  /** One sentence for people. */
  public String meaning() {
    return meaning;
  }
}
