package io.keystream.job.ledger;

import java.io.IOException;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;

/** Looks into a published file. */
public interface FileProbe {
  /** Looks into none. */
  FileProbe NONE = file -> OptionalLong.empty();

  /**
   * How many rows a file has; empty if it was not looked into.
   *
   * @throws IOException if it cannot be read
   */
  OptionalLong rows(Path file) throws IOException;
}
