package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import java.time.Duration;

/** A verb could not do what was asked; the message is for the operator. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  CommandFailure(ExitCode exitCode, String message) {
    this(exitCode, message, null);
  }

  CommandFailure(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The driver has not answered a request in time; it still may. */
  static CommandFailure notDone(String request, Duration patience) {
    return new CommandFailure(
        ExitCode.FAILED,
        "Request "
            + request
            + " is not done within "
            + patience.toSeconds()
            + " s; it stays, and keystream ledger show tells when it is");
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
