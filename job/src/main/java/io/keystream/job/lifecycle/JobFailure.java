package io.keystream.job.lifecycle;

import io.keystream.job.config.ConfigException;
import io.keystream.job.ledger.FencedException;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.received.CorruptLogException;
import io.keystream.job.source.DataLossException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ends the job with a documented exit code; YARN's diagnostics show the message. */
public final class JobFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String SAID = "Keystream stopped with exit code ";
  private static final Pattern CODE = Pattern.compile(SAID + "(\\d{1,3})");

  private final ExitCode exitCode;

  JobFailure(ExitCode exitCode, String message) {
    this(exitCode, message, null);
  }

  private JobFailure(ExitCode exitCode, String message, Throwable cause) {
    super(SAID + exitCode.code() + ": " + message, cause);
    this.exitCode = exitCode;
  }

  /** The failure that an exception of the job means. */
  static JobFailure of(Throwable failure) {
    if (failure instanceof JobFailure known) {
      return known;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Optional<ExitCode> code = codeOf(cause);
      if (code.isPresent()) {
        return new JobFailure(code.get(), cause.getMessage() + runbook(code.get()), failure);
      }
    }
    return new JobFailure(ExitCode.UNEXPECTED, String.valueOf(failure), failure);
  }

  private static String runbook(ExitCode code) {
    return code == ExitCode.LEDGER ? " (see runbooks/procedures/recover-ledger.md)" : "";
  }

  /** Whether a failure is one that has an exit code of its own. */
  static boolean isExplained(Throwable failure) {
    return of(failure).exitCode != ExitCode.UNEXPECTED;
  }

  /** The exit code that the diagnostics of an application tell of, if the driver told YARN one. */
  public static Optional<ExitCode> codeIn(String diagnostics) {
    Matcher said = CODE.matcher(diagnostics);
    return said.find() ? ExitCode.of(Integer.parseInt(said.group(1))) : Optional.empty();
  }

  /** What the process is to exit with. */
  public ExitCode exitCode() {
    return exitCode;
  }

  private static Optional<ExitCode> codeOf(Throwable failure) {
    if (failure instanceof ConfigException) {
      return Optional.of(ExitCode.CONFIGURATION);
    }
    if (failure instanceof FencedException) {
      return Optional.of(ExitCode.FENCED);
    }
    if (failure instanceof DataLossException) {
      return Optional.of(ExitCode.DATA_LOST);
    }
    if (String.valueOf(failure.getMessage()).contains(CorruptLogException.class.getName())) {
      return Optional.of(ExitCode.DATA_LOST); // A task's exception arrives as text only.
    }
    if (failure instanceof LedgerException) {
      return Optional.of(ExitCode.LEDGER);
    }
    return Optional.empty();
  }
}
