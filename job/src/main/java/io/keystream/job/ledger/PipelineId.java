package io.keystream.job.ledger;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;

/** The id of a home, made with it: two homes never have the same, whatever they are called. */
public final class PipelineId {
  private PipelineId() {}

  /** The id of a home that exists; made now if it has none. */
  public static String of(HomeFiles files, Home home) throws IOException {
    Path file = new Path(home.root(), "pipeline-id");
    if (!files.exists(file)) {
      Path prepared = new Path(home.root(), "pipeline-id-" + UUID.randomUUID());
      files.write(prepared, UUID.randomUUID().toString());
      try {
        files.rename(prepared, file);
      } catch (FileAlreadyExistsException e) {
        // Another driver was faster.
        files.delete(prepared);
      }
    }
    return files.read(file);
  }

  /** The id of a home, if it has one. */
  static Optional<String> existing(HomeFiles files, Home home) throws IOException {
    Path file = new Path(home.root(), "pipeline-id");
    return files.exists(file) ? Optional.of(files.read(file)) : Optional.empty();
  }
}
