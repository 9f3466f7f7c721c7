package io.keystream.job.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A release that differs from another one in its {@code pipeline.yaml} alone. It stands in a
 * temporary folder until it is closed.
 */
record DerivedRelease(Path folder, Release release) implements AutoCloseable {

  /** The release with this text in the place of its pipeline. */
  static DerivedRelease of(Release original, String pipeline) throws IOException {
    Path folder = Files.createTempDirectory("keystream-replay");
    try {
      for (Path file : list(original.folder())) {
        Files.createSymbolicLink(folder.resolve(file.getFileName()), file);
      }
      Path own = folder.resolve(original.pipelineFile().getFileName());
      Files.delete(own);
      Files.writeString(own, pipeline);
      return new DerivedRelease(folder, Release.load(folder));
    } catch (IOException | RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    for (Path file : list(folder)) {
      Files.delete(file);
    }
    Files.delete(folder);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
