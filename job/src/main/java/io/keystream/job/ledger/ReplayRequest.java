package io.keystream.job.ledger;

import java.time.Instant;
import java.util.List;

/**
 * An operator asks the driver to replay dead letters. Files never change, so files and selection
 * together say exactly which.
 *
 * @param id unique, and in the order of the requests
 * @param requestedBy name of a user
 * @param files files that hold dead letters of the selection
 */
public record ReplayRequest(
    String id,
    String requestedBy,
    Instant requestedAt,
    LetterSelection selection,
    List<LetterFile> files) {

  /**
   * A published file of dead letters.
   *
   * @param name of the file in the folder of dead letters
   * @param letters how many of its rows are selected
   * @param rows how many rows it has
   */
  public record LetterFile(String name, long letters, long rows) {}

  public ReplayRequest {
    files = List.copyOf(files);
  }

  /** Number of dead letters in all files. */
  public long letters() {
    return files.stream().mapToLong(LetterFile::letters).sum();
  }
}
