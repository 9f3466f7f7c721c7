package io.keystream.lab.client;

import io.keystream.lab.layout.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The standard clients, as commands in the lab's {@code bin} and {@code spark/bin}. */
public final class Tools {
  private static final List<String> CLIENTS =
      List.of(
          "hdfs",
          "hadoop",
          "yarn",
          "kafka-topics",
          "kafka-console-producer",
          "kafka-console-consumer",
          "kafka-consumer-groups",
          "kafka-acls",
          "kafka-configs",
          "kafka-delegation-tokens",
          "kafka-delete-records",
          "kafka-get-offsets",
          "kafka-broker-api-versions",
          "kadmin.local");

  private Tools() {}

  /** The Java that the lab, its daemons and its clients run on. */
  public static String javaHome() {
    return System.getProperty("java.home");
  }

  /** Writes the commands. */
  public static void install(Folders folders) {
    Path script = script("lab-client", folders.bin());
    Path sparkBin = folders.sparkHome().resolve("bin");
    script("spark-class", sparkBin);
    script("spark-submit", sparkBin);
    try {
      for (String client : CLIENTS) {
        Path link = folders.bin().resolve(client);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, script.getFileName());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path script(String name, Path folder) {
    try (InputStream text = Tools.class.getResourceAsStream(name)) {
      Files.createDirectories(folder);
      Path script = folder.resolve(name);
      Files.copy(text, script, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
