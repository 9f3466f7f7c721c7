package io.keystream.lab.cli;

import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.LabOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "kill", description = "Sends a signal to a daemon: kill kafka -9")
final class KillCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "NAME", description = "As `status` names it")
  private String daemon;

  @Parameters(
      index = "1",
      arity = "0..1",
      defaultValue = "-TERM",
      paramLabel = "-SIGNAL",
      description = "-TERM (default), -9, -STOP, -CONT, ...")
  private String signal;

  @Override
  public void run() {
    if (!signal.matches("-[A-Z0-9]+")) {
      throw new LabException("Invalid signal " + signal + ": write it as -9 or -STOP");
    }
    Lab.open(LabOptions.fromEnvironment().directory()).kill(daemon, signal.substring(1));
    System.out.println("Sent " + signal + " to " + daemon + ".");
  }
}
