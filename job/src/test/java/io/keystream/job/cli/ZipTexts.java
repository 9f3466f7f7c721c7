package io.keystream.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** Texts in a zip file. */
final class ZipTexts {
  private ZipTexts() {}

  /** The text of this name. */
  static String read(Path file, String name) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), UTF_8);
    }
  }
}
