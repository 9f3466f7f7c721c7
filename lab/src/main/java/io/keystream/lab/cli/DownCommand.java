package io.keystream.lab.cli;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;

@Command(
    name = "down",
    description = "Ends every process of the cluster and deletes its data; logs stay.")
final class DownCommand implements Runnable {
  @Override
  public void run() {
    Path directory = LabOptions.fromEnvironment().directory();
    if (!Files.isDirectory(directory)) {
      System.out.println("No lab in " + directory + ".");
      return;
    }
    Lab.stored(directory).stop();
    System.out.println("The lab in " + directory + " is down.");
  }
}
