package io.keystream.lab.cli;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Prints the log of a daemon.")
final class LogsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "As `status` names it")
  private String daemon;

  @Option(names = "-n", description = "Number of lines from the end (default: 200)")
  private int lines = 200;

  @Option(names = "-f", description = "Goes on with what is added")
  private boolean follow;

  @Override
  public Integer call() throws IOException, InterruptedException {
    String log = Lab.stored(LabOptions.fromEnvironment().directory()).log(daemon).toString();
    List<String> line = new ArrayList<>(List.of("tail", "-n", Integer.toString(lines)));
    if (follow) {
      line.add("-F");
    }
    line.add(log);
    return new ProcessBuilder(line).inheritIO().start().waitFor();
  }
}
