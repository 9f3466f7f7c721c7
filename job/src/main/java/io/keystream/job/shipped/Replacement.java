package io.keystream.job.shipped;

import java.time.Instant;
import java.util.List;

/**
 * An operator asks the running job to use other files.
 *
 * @param generation higher than that of any request before
 * @param requestedBy who asked
 */
public record Replacement(
    long generation, String requestedBy, Instant requestedAt, List<NewFile> files) {

  /**
   * One of the files.
   *
   * @param name base name of the file that it replaces
   * @param sha256 digest of its content
   */
  public record NewFile(String name, String sha256) {}

  public Replacement {
    files = List.copyOf(files);
  }
}
