package io.keystream.job.ledger;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Published files of one folder that become one, in one atomic step of the NameNode: they are
 * appended to the target, which was empty, and are gone.
 *
 * @param target path of a file whose name only this compaction uses
 * @param sources in their order
 * @param footer path of a file without rows that is appended last and was made for this, or null
 * @param bytes length of the target afterwards
 */
public record Compaction(String target, List<MergedFile> sources, String footer, long bytes) {

  public Compaction {
    sources = List.copyOf(sources);
  }

  /** Rows of the target afterwards. */
  public long rows() {
    return sources.stream().mapToLong(MergedFile::rows).sum();
  }

  /** What is appended to the target, in this order. */
  public List<Path> appended() {
    List<Path> appended = new ArrayList<>();
    sources.forEach(source -> appended.add(new Path(source.path())));
    if (footer != null) {
      appended.add(new Path(footer));
    }
    return appended;
  }

  /** Whether it was done, as long as the target is not a part of another one. */
  public boolean isDone(HomeFiles files) throws IOException {
    try {
      return files.status(new Path(target)).getLen() == bytes;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /** The newest entry that has rows in it. */
  long newestEntry() {
    return Sequences.ofFile(target);
  }
}
