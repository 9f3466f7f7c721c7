package io.keystream.lab.cli;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "env",
    description = "Prints what a shell evaluates to use the clients: eval \"$(./kit lab env)\"")
final class EnvCommand implements Runnable {
  @Option(
      names = "--user",
      description = "Whose ticket to use: keystream (default), admin, guest or nobody")
  private LabUser user = LabUser.KEYSTREAM;

  @Override
  public void run() {
    System.out.print(Lab.open(LabOptions.fromEnvironment().directory()).exports(user));
  }
}
