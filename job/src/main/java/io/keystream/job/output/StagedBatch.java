package io.keystream.job.output;

import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.ledger.RecordCounts;
import java.util.List;

/**
 * What a batch has written and not yet published.
 *
 * @param read records read from the source
 */
public record StagedBatch(long read, OutputCommit files, OutputCommit deadLetters) {

  /** What became of the records. */
  public RecordCounts counts() {
    return new RecordCounts(read, files.rows(), 0, deadLetters.rows());
  }

  /** Everything that is to be published. */
  public List<OutputCommit> outputs() {
    return List.of(files, deadLetters);
  }
}
