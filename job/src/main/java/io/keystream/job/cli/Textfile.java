package io.keystream.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that another user's daemon reads at any moment. */
final class Textfile {
  private Textfile() {}

  /** Puts {@code text} in the place of what stood there, readable for all, in one step. */
  static void replace(Path file, String text) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      // The collector takes no notice of names that do not end with .prom.
      Path whole = Files.createTempFile(folder, "." + file.getFileName() + ".", ".new");
      try {
        Files.writeString(whole, text, UTF_8);
        Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "Metrics could not be written to "
              + file
              + ": wanted is a folder that "
              + System.getProperty("user.name")
              + " may write to; found "
              + (Files.isDirectory(folder) ? e : "no folder " + folder)
              + ". It is the one that node_exporter reads"
              + " (--collector.textfile.directory)",
          e);
    }
  }
}
