package io.keystream.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keystream.security.RootCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip file of texts, each redacted. A text that cannot be had is a line in {@code problems.txt},
 * as a bundle is wanted most when something does not answer.
 */
final class SupportArchive implements AutoCloseable {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final ZipOutputStream zip;
  private final List<String> names = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private SupportArchive(ZipOutputStream zip) {
    this.zip = zip;
  }

  /**
   * Makes the file, open to its owner alone.
   *
   * @throws IOException if it exists
   */
  static SupportArchive create(Path file) throws IOException {
    Files.createFile(file, OWNER_ONLY);
    return new SupportArchive(
        new ZipOutputStream(Files.newOutputStream(file, StandardOpenOption.WRITE), UTF_8));
  }

  /** Adds a text, or why it cannot be had. */
  void add(String name, Callable<String> text) throws InterruptedException {
    try {
      put(name, text.call());
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      problem(name, e);
    }
  }

  /** Notes what could not be had. */
  void problem(String name, Exception why) {
    String told = why.toString();
    String cause = RootCause.message(why);
    problems.add(name + ": " + told + (told.contains(cause) ? "" : ", as " + cause));
  }

  List<String> names() {
    return List.copyOf(names);
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public void close() throws IOException {
    if (!problems.isEmpty()) {
      put("problems.txt", String.join("\n", problems) + "\n");
    }
    zip.close();
  }

  private void put(String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(Redaction.of(text).getBytes(UTF_8));
    zip.closeEntry();
    names.add(name);
  }
}
