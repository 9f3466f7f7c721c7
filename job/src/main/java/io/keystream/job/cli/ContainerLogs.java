package io.keystream.job.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.util.ToolRunner;
import org.apache.hadoop.yarn.client.cli.LogsCLI;
import org.apache.hadoop.yarn.webapp.util.WebServiceClient;

/** The ends of the logs of an application, running or not, in a temporary folder. */
final class ContainerLogs implements AutoCloseable {
  private final Path folder;

  private ContainerLogs(Path folder) {
    this.folder = folder;
  }

  /**
   * Fetches them as {@code yarn logs} does.
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
      // NodeManagers are asked by HTTP, whose login is that of the thread's subject.
      PrivilegedExceptionAction<Integer> run =
          () -> ToolRunner.run(new Configuration(configuration), new LogsCLI(), arguments);
      int exit = UserGroupInformation.getLoginUser().doAs(run);
      if (exit != 0) {
        throw new IOException("yarn logs: " + said.toString(StandardCharsets.UTF_8).strip());
      }
      return logs;
    } catch (NoClassDefFoundError e) {
      logs.close();
      // The shaded Hadoop client that comes with Spark lacks what reads their answers.
      throw new IOException("Spark's Hadoop client cannot ask NodeManagers, yarn logs can", e);
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
