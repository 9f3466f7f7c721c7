package io.keystream.job.shipped;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file in the working folder of a container: a symbolic link into YARN's cache on this node, from
 * which every later container of the application on this node has it, too.
 */
final class LocalCopy {
  private static final Logger LOG = LoggerFactory.getLogger(LocalCopy.class);

  private LocalCopy() {}

  static String sha256(Path file) throws IOException {
    return Sha256.of(Files.readAllBytes(file));
  }

  /** A file beside others of the container, which nobody else can read. The caller deletes it. */
  static Path candidate(byte[] content) throws IOException {
    return write(Path.of("").toAbsolutePath(), content);
  }

  /** Puts other content into the cache, in one step; readers see all of it or nothing. */
  static void replace(Path link, byte[] content) throws IOException {
    Path cached = link.toRealPath();
    try {
      rename(content, cached);
    } catch (AccessDeniedException e) {
      LOG.warn(
          "{} is replaced for this container alone: a later one on this node has the old copy",
          link,
          e);
      rename(content, link.toAbsolutePath());
    }
  }

  private static void rename(byte[] content, Path file) throws IOException {
    Path fresh = write(file.getParent(), content);
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static Path write(Path folder, byte[] content) throws IOException {
    Path fresh = Files.createTempFile(folder, ".", ".new");
    try {
      return Files.write(fresh, content);
    } catch (IOException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
  }
}
