package io.keystream.job.output;

import io.keystream.job.ledger.LetterSelection;
import io.keystream.job.ledger.ReplayRequest.LetterFile;
import java.io.IOException;
import java.util.List;

/** Makes a batch of dead letters. */
public interface LetterStaging {

  /**
   * Runs the selected dead letters of some files through the pipeline; the others are staged as
   * they are. The counts are those of the selected ones.
   *
   * @throws CannotReplayException if it cannot be done, now or later
   */
  StagedBatch stage(List<LetterFile> files, LetterSelection selection, long epoch, long sequence)
      throws IOException;
}
