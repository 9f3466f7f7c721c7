package io.keystream.lab.daemon;

import io.keystream.lab.layout.Folders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command line of a daemon that runs in a JVM: small heap, quick start, this lab's realm. */
final class JavaCommand {
  private final Folders folders;
  private final int heapMegabytes;
  private final List<Path> classPath;
  private final List<String> properties = new ArrayList<>();

  JavaCommand(Folders folders, int heapMegabytes, Path... classPath) {
    this.folders = folders;
    this.heapMegabytes = heapMegabytes;
    this.classPath = List.of(classPath);
  }

  JavaCommand property(String name, Object value) {
    properties.add("-D" + name + "=" + value);
    return this;
  }

  List<String> line(String mainClass, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xmx" + heapMegabytes + "m");
    // Starts in half the time; a daemon of a lab never runs hot enough to want the other compiler.
    line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    line.add("-XX:+ExitOnOutOfMemoryError");
    line.add("-Djava.net.preferIPv4Stack=true");
    line.add("-Djava.io.tmpdir=" + folders.temporary());
    line.add("-Djava.security.krb5.conf=" + folders.krb5Conf());
    line.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
    line.addAll(List.of("--add-exports", "java.security.jgss/sun.security.krb5=ALL-UNNAMED"));
    line.addAll(properties);
    line.add("-cp");
    line.add(classPath.stream().map(Path::toString).collect(Collectors.joining(":")));
    line.add(mainClass);
    line.addAll(List.of(arguments));
    return line;
  }
}
