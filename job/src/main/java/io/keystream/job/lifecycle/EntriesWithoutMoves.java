package io.keystream.job.lifecycle;

import io.keystream.job.ledger.Epoch;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.Repair;
import io.keystream.job.ledger.Replay;
import io.keystream.job.output.StagedBatch;
import io.keystream.job.source.BatchPlan;
import io.keystream.job.source.TopicState;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Makes the next entry of a ledger for records that were read before: positions stay. */
record EntriesWithoutMoves(Ledger ledger, Epoch epoch, String fingerprint, Clock clock) {

  /** One whose source were dead letters. */
  LedgerEntry replaying(Instant time, StagedBatch batch, Replay replay) {
    return entry(time, batch, batch.counts().ofDeadLetters(), replay, null);
  }

  /** One whose source were the records of an earlier entry. */
  LedgerEntry repairing(Instant time, StagedBatch batch, Repair repair) {
    return entry(time, batch, batch.counts().minus(repair.before()), null, repair);
  }

  private LedgerEntry entry(
      Instant time, StagedBatch batch, RecordCounts added, Replay replay, Repair repair) {
    return new LedgerEntry(
        ledger.nextSequence(),
        time,
        clock.instant(),
        epoch.number(),
        fingerprint,
        BatchPlan.unread(ledger.positions(), TopicState.UNKNOWN),
        ledger.topicIds(),
        List.of(),
        batch.outputs(),
        batch.counts(),
        ledger.totals().plus(added),
        replay,
        repair);
  }
}
