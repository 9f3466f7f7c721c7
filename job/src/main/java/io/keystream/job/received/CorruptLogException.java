package io.keystream.job.received;

import java.io.IOException;

/** Received data that was in the log is missing or damaged, and going on would leave it out. */
public final class CorruptLogException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final String RUNBOOK = "runbooks/procedures/repair-received-log.md";

  CorruptLogException(String found) {
    super(found + ". Nothing was skipped; go on as " + RUNBOOK + " says");
  }
}
