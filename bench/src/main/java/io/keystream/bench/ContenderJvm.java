package io.keystream.bench;

import io.keystream.bench.drain.Drain;
import io.keystream.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line of a contender: the same heap, cores and collector for all.
 *
 * @param checkout where the contenders were built
 * @param krb5Conf the realm of the broker
 * @param nativeLibraries Hadoop's, as a cluster has them; without them every new file starts a
 *     process
 * @param heap as {@code -Xmx} takes it
 */
record ContenderJvm(Path checkout, Path krb5Conf, Path nativeLibraries, String heap) {
  /** What Spark and Flink reach into on Java 17. */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.math",
          "java.net",
          "java.nio",
          "java.text",
          "java.time",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.security.action",
          "sun.util.calendar");

  /**
   * The whole line.
   *
   * @param task the file that says what to do
   * @param recording where Java Flight Recorder writes, if it shall
   */
  List<String> line(Program program, Path task, Optional<Path> recording) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xmx" + heap);
    line.add("-XX:ActiveProcessorCount=" + Drain.CORES);
    line.add("-XX:+UseG1GC");
    OPENED.forEach(name -> line.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    line.add("--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED");
    line.add("-Djava.security.krb5.conf=" + krb5Conf);
    line.add("-Djava.io.tmpdir=" + task.resolveSibling("tmp"));
    line.add("-Djava.library.path=" + nativeLibraries);
    line.add("-Djava.net.preferIPv4Stack=true");
    line.add("-Duser.timezone=UTC");
    line.add("-Dlog4j2.configurationFile=io/keystream/bench/contender-log4j2.properties");
    recording.ifPresent(
        file -> line.add("-XX:StartFlightRecording=settings=profile,filename=" + file));
    line.add("-cp");
    line.add(classPath(program));
    line.add(program.mainClass());
    line.add(task.toString());
    return line;
  }

  private String classPath(Program program) {
    Path target = checkout.resolve(program.module()).resolve("target");
    Path file = target.resolve("classpath");
    try {
      return target.resolve("classes") + ":" + Files.readString(file).strip();
    } catch (IOException e) {
      throw new LabException(
          "No class path of " + program.mainClass() + " at " + file + ": build it with ./kit bench",
          e);
    }
  }
}
