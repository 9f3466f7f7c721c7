package io.keystream.job.ledger;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a batch wrote to one output: files to be published, or rows to be delivered.
 *
 * @param name name of the output, such as {@code files} or {@code dead-letters}
 * @param rows rows of all files together
 * @param files what is published by a rename
 * @param spooled what is delivered, by one writer a share
 * @param shares how many writers deliver; 0 for files
 * @param previous sequence of the last entry before that delivered to this output, or 0
 */
public record OutputCommit(
    String name,
    long rows,
    List<CommittedFile> files,
    List<SpooledFile> spooled,
    int shares,
    long previous)
    implements Serializable {

  public OutputCommit {
    files = List.copyOf(files);
    spooled = List.copyOf(spooled);
  }

  /** The commit of an output that wrote these files. */
  public static OutputCommit of(String name, List<CommittedFile> files) {
    long rows = files.stream().mapToLong(CommittedFile::rows).sum();
    return new OutputCommit(name, rows, files, List.of(), 0, 0);
  }

  /** The commit of an output whose rows are to be delivered, as the first of them. */
  public static OutputCommit spooled(String name, List<SpooledFile> spooled, int shares) {
    long rows = spooled.stream().mapToLong(SpooledFile::rows).sum();
    return new OutputCommit(name, rows, List.of(), spooled, shares, 0);
  }

  /** The same with more files. */
  public OutputCommit and(List<CommittedFile> more) {
    List<CommittedFile> all = new ArrayList<>(files);
    all.addAll(more);
    return of(name, all);
  }

  /** The same after an entry that delivered to the output. */
  public OutputCommit after(long sequence) {
    return new OutputCommit(name, rows, files, spooled, shares, sequence);
  }

  /** The sequence to name as {@code previous} next time. */
  public long lastDelivered(long sequence) {
    return spooled.isEmpty() ? previous : sequence;
  }
}
