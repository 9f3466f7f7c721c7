package io.keystream.job.lifecycle;

import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.output.CannotReplayException;
import io.keystream.job.output.StagedBatch;
import java.io.IOException;
import java.util.Optional;

/** Makes a batch of the records that an entry read. */
interface EntryStaging {

  /**
   * Reads exactly these records again and stages them as a batch.
   *
   * @param entry one that read topics
   * @return nothing if the brokers do not answer now
   * @throws CannotReplayException if it cannot be done, now or later
   */
  Optional<StagedBatch> stage(LedgerEntry entry, long epoch, long sequence) throws IOException;
}
