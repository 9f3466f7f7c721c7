package io.keystream.job.cli;

import io.keystream.security.preflight.Check;
import io.keystream.security.preflight.NotAsWanted;
import io.keystream.security.preflight.NotLookedAt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Whether the JVMs of gateway, driver and executors start and are new enough. */
final class JavaChecks {
  private static final int WANTED = 17;
  private static final String OPENED = "java.base/sun.nio.ch=ALL-UNNAMED";

  /** Of Spark's launcher since 3.3: adds what Java 17 has to be told by itself. */
  private static final String OPENER = "org.apache.spark.launcher.JavaModuleOptions";

  private final Map<String, String> settings;
  private final ClassLoader classes;

  JavaChecks(Map<String, String> settings) {
    this(settings, Thread.currentThread().getContextClassLoader());
  }

  JavaChecks(Map<String, String> settings, ClassLoader classes) {
    this.settings = settings;
    this.classes = classes;
  }

  List<Check> all() {
    return List.of(
        Check.error(
            "java-version",
            System.getProperty("java.home"),
            "Run with Java 17: set keystream_java_home",
            () -> version(Runtime.version().feature())),
        options("driver"),
        options("executor"),
        Check.error(
            "add-opens",
            "Spark on this host, and spark.driver.extraJavaOptions",
            "Use Spark 3.3 or newer, or add --add-opens="
                + OPENED
                + " to"
                + " keystream_driver_java_options and keystream_executor_java_options",
            this::opens));
  }

  private Check options(String process) {
    String key = "spark." + process + ".extraJavaOptions";
    return Check.error(
        "java-options",
        key,
        "Correct keystream_" + process + "_java_options: this Java does not start with them",
        () -> start(settings.getOrDefault(key, "")));
  }

  static String version(int feature) throws NotAsWanted {
    if (feature < WANTED) {
      throw new NotAsWanted("Java " + feature + ", wanted " + WANTED + " or newer");
    }
    return "Java " + feature;
  }

  private String opens() throws NotAsWanted {
    String resource = OPENER.replace('.', '/') + ".class";
    if (classes.getResource(resource) != null) {
      return "Spark opens what it needs";
    }
    if (settings.getOrDefault("spark.driver.extraJavaOptions", "").contains(OPENED)) {
      return "opened by spark.driver.extraJavaOptions";
    }
    throw new NotAsWanted(
        "Spark has no "
            + OPENER
            + " and nobody opens "
            + OPENED
            + ": executors would end with"
            + " IllegalAccessError: cannot access class sun.nio.ch.DirectBuffer");
  }

  private static String start(String options)
      throws IOException, InterruptedException, NotAsWanted, NotLookedAt {
    if (options.contains("\"") || options.contains("'")) {
      throw new NotLookedAt("options with quotes are not taken apart");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Arrays.stream(options.split("\\s+", -1)).filter(JavaChecks::harmless).forEach(command::add);
    command.add("-version");
    Process java =
        new ProcessBuilder(command)
            .directory(
                Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"))).toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!java.waitFor(10, TimeUnit.SECONDS) || java.exitValue() != 0) {
      throw new NotAsWanted(
          "exit code " + java.exitValue() + ": " + said.lines().findFirst().orElse(""));
    }
    return "a JVM starts with them";
  }

  /** Not those that write files, or that load what is on the cluster's hosts alone. */
  private static boolean harmless(String option) {
    return !option.isEmpty()
        && !option.startsWith("-Xlog")
        && !option.startsWith("-javaagent")
        && !option.startsWith("-agent")
        && !option.startsWith("-XX:StartFlightRecording")
        && !option.startsWith("-XX:SharedArchiveFile");
  }
}
