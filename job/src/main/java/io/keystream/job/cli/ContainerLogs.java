package io.keystream.job.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.ToolRunner;
import org.apache.hadoop.yarn.client.cli.LogsCLI;
import org.apache.hadoop.yarn.webapp.util.WebServiceClient;

/** The ends of the logs of an application that ended, in a temporary folder. */
final class ContainerLogs implements AutoCloseable {
  private final Path folder;

  private ContainerLogs(Path folder) {
    this.folder = folder;
  }

  /**
   * Fetches what YARN has collected, as {@code yarn logs} does. That cannot ask NodeManagers here:
   * Spark's shaded Hadoop client lacks what reads their answers.
   *
   * @param bytes of the end of each log
   */
  static ContainerLogs fetch(Configuration configuration, String application, long bytes)
      throws Exception {
    ContainerLogs logs = new ContainerLogs(Files.createTempDirectory("keystream-logs"));
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    // Standard output belongs to the answer of this command.
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(System.out);
    WebServiceClient.initialize(configuration);
    try {
      String[] arguments = {
        "-applicationId",
        application,
        "-size",
        "-" + bytes,
        "-out",
        logs.folder.toString(),
        "-client_max_retries",
        "1"
      };
      int exit = ToolRunner.run(new Configuration(configuration), new LogsCLI(), arguments);
      if (exit != 0) {
        throw new IOException("yarn logs: " + said.toString(StandardCharsets.UTF_8).strip());
      }
      return logs;
    } catch (Exception e) {
      logs.close();
      throw e;
    } finally {
      WebServiceClient.destroy();
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** All files. */
  List<Path> files() throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Where a file is below the folder. */
  String name(Path file) {
    return folder.relativize(file).toString();
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
