package io.keystream.lab.cli;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "start", description = "Starts a daemon that was killed, on the data it left.")
final class StartCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "As `status` names it")
  private String daemon;

  @Override
  public void run() {
    Lab.open(LabOptions.fromEnvironment().directory()).start(daemon);
    System.out.println(daemon + " serves.");
  }
}
