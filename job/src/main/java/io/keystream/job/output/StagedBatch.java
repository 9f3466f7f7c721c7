package io.keystream.job.output;

import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.ledger.RecordCounts;
import java.util.List;

/**
 * What a batch has written and not yet published.
 *
 * @param counts what became of the records
 */
public record StagedBatch(RecordCounts counts, OutputCommit files, OutputCommit deadLetters) {

  /** Everything that is to be published. */
  public List<OutputCommit> outputs() {
    return List.of(files, deadLetters);
  }
}
