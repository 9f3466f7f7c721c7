package io.keystream.lab.cli;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "status",
    description = "Tells what runs where. Exit code 1 if a daemon is missing.")
final class StatusCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    Lab lab = Lab.open(LabOptions.fromEnvironment().directory());
    System.out.println(StatusTable.of(lab));
    boolean complete =
        lab.daemons().stream().allMatch(daemon -> lab.pid(daemon.name()).isPresent());
    return complete ? 0 : 1;
  }
}
