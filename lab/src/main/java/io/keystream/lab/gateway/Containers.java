package io.keystream.lab.gateway;

import io.keystream.lab.Lab;
import io.keystream.lab.process.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes of one YARN application, found among those of the lab. */
public final class Containers {
  private static final String DRIVER = "org.apache.spark.deploy.yarn.ApplicationMaster";
  private static final String EXECUTOR = "YarnCoarseGrainedExecutorBackend";
  private static final String JAVA = "java";

  private final Lab lab;
  private final String applicationId;

  public Containers(Lab lab, String applicationId) {
    this.lab = lab;
    this.applicationId = applicationId;
  }

  /** The application whose processes these are. */
  public String applicationId() {
    return applicationId;
  }

  /** Process ids of the application master, which is the driver; empty between two attempts. */
  public List<Long> driver() {
    return running(DRIVER);
  }

  /** Process ids of the executors. */
  public List<Long> executors() {
    return running(EXECUTOR);
  }

  /** Kills a process as {@code kill -9} does. One that ended by itself is left alone. */
  public void kill(long pid) {
    Command.of("kill", "-9", Long.toString(pid)).run();
  }

  /** Stops a process in its tracks, so that it does nothing more before it is killed. */
  public void freeze(long pid) {
    Command.of("kill", "-STOP", Long.toString(pid)).run().orThrow();
  }

  /** Lets a process go on that was frozen. */
  public void thaw(long pid) {
    Command.of("kill", "-CONT", Long.toString(pid)).run().orThrow();
  }

  private List<Long> running(String mainClass) {
    return lab.allProcesses().stream().filter(pid -> runs(pid, mainClass)).toList();
  }

  /** The shell that starts a container has the same words in its command line. */
  private boolean runs(long pid, String mainClass) {
    try {
      String[] arguments =
          new String(
                  Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline")),
                  StandardCharsets.UTF_8)
              .split("\0", -1);
      String line = String.join(" ", arguments);
      return Path.of(arguments[0]).endsWith(JAVA)
          && line.contains(mainClass)
          && line.contains(applicationId);
    } catch (IOException e) {
      // Ended in the meantime.
      return false;
    }
  }
}
