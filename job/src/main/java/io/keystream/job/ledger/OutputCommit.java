package io.keystream.job.ledger;

import java.util.List;

/**
 * What a batch wrote to one output.
 *
 * @param name {@code files} or {@code dead-letters}
 * @param rows rows of all files together
 */
public record OutputCommit(String name, long rows, List<CommittedFile> files) {

  public OutputCommit {
    files = List.copyOf(files);
  }

  /** The commit of an output that wrote these files. */
  public static OutputCommit of(String name, List<CommittedFile> files) {
    return new OutputCommit(name, files.stream().mapToLong(CommittedFile::rows).sum(), files);
  }
}
