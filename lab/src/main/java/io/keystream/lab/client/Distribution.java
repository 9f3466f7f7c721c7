package io.keystream.lab.client;

import io.keystream.lab.LabException;
import io.keystream.lab.layout.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Links the jars that Maven resolved into the lab's folder: hard links, which a cleaned repository
 * does not break, or symbolic ones across file systems.
 */
public final class Distribution {
  private final Path modules;
  private final Folders folders;

  /**
   * @param checkout the repository in which {@code lab/dist} was built
   */
  public Distribution(Path checkout, Folders folders) {
    this.modules = checkout.resolve("lab/dist");
    this.folders = folders;
  }

  /** Links Hadoop, Kafka, Spark and the native library. */
  public void link() {
    linkJars("hadoop", folders.dist("hadoop").resolve("jars"));
    linkJars("kafka", folders.dist("kafka").resolve("jars"));
    linkJars("spark", folders.sparkHome().resolve("jars"));
    link(
        modules.resolve("hadoop/target/nativelib").resolve(platform()).resolve("libhadoop.so"),
        folders.dist("hadoop").resolve("native"));
  }

  private void linkJars(String module, Path folder) {
    for (String jar : classPath(modules.resolve(module).resolve("target/classpath"))) {
      link(Path.of(jar), folder);
    }
  }

  private static List<String> classPath(Path file) {
    try {
      return List.of(Files.readString(file).strip().split(":"));
    } catch (IOException e) {
      throw new LabException("No class path at " + file + ": build with ./kit build", e);
    }
  }

  private static void link(Path file, Path folder) {
    try {
      Files.createDirectories(folder);
      Path link = folder.resolve(file.getFileName());
      Files.deleteIfExists(link);
      try {
        Files.createLink(link, file);
      } catch (IOException | UnsupportedOperationException e) {
        Files.createSymbolicLink(link, file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String platform() {
    return "Linux-" + System.getProperty("os.arch");
  }
}
