package io.keystream.lab.process;

import io.keystream.lab.LabException;

/** How a command ended. {@code exitCode} is 124 when it was stopped because its time was over. */
public record CommandResult(String commandLine, int exitCode, String stdout, String stderr) {
  public static final int TIMED_OUT = 124;

  public boolean succeeded() {
    return exitCode == 0;
  }

  /** Both outputs, for messages that may be on either. */
  public String output() {
    return stdout + stderr;
  }

  /** This result, or a {@link LabException} that carries the command's output. */
  public CommandResult orThrow() {
    if (!succeeded()) {
      throw new LabException(
          "`%s` ended with exit code %d:%n%s".formatted(commandLine, exitCode, output().strip()));
    }
    return this;
  }
}
