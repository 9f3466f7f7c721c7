package io.keystream.job.compact;

import io.keystream.job.ledger.NameNodeLikeFs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Does with local files what the NameNode does, and refuses what it refuses. */
final class LocalConcatenation implements Concatenation {
  private final NameNodeLikeFs.Before before;

  LocalConcatenation(NameNodeLikeFs.Before before) {
    this.before = before;
  }

  @Override
  public void concat(org.apache.hadoop.fs.Path target, List<org.apache.hadoop.fs.Path> sources)
      throws IOException {
    before.operation("concat");
    for (org.apache.hadoop.fs.Path source : sources) {
      if (!Files.exists(local(source)) || Files.size(local(source)) == 0) {
        throw new RefusedException("File does not exist: " + source, null);
      }
    }
    try (OutputStream out = Files.newOutputStream(local(target), StandardOpenOption.APPEND)) {
      for (org.apache.hadoop.fs.Path source : sources) {
        Files.copy(local(source), out);
      }
    }
    forgetChecksum(local(target));
    for (org.apache.hadoop.fs.Path source : sources) {
      Files.delete(local(source));
      forgetChecksum(local(source));
    }
  }

  /** Which Spark's local files have. */
  private static void forgetChecksum(Path file) throws IOException {
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }

  private static Path local(org.apache.hadoop.fs.Path path) {
    return Path.of(path.toUri().getPath());
  }
}
