package io.keystream.job.shipped;

import java.io.IOException;
import java.nio.file.Path;

/** What a file is for, and so how it is proved before it replaces another. */
public interface FileKind {
  /**
   * Uses the file as the job would.
   *
   * @throws IOException if it does not do; the message says why
   */
  void prove(Path file) throws IOException;

  /** What can be told of the file without telling a secret. */
  String describe(Path file) throws IOException;
}
