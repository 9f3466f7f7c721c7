package io.keystream.job.lifecycle;

import io.keystream.job.ledger.Epoch;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.ledger.Positions;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.output.StagedBatch;
import io.keystream.job.source.BatchPlan;
import io.keystream.job.source.TopicState;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the next entry of a ledger for what the sources hold. It takes up the ids of their topics,
 * so what is lost with the topics before has to be in the ledger already, or in this entry.
 */
record EntriesWithMoves(Ledger ledger, Epoch epoch, String fingerprint, Clock clock) {

  /** One that fixes where reading of a source began: a start at the latest offset stays there. */
  LedgerEntry opening(Instant time, TopicState now, Positions begin) {
    return unread(time, now, ledger.positions().and(begin), List.of());
  }

  /** One that goes on behind what is lost. */
  LedgerEntry losing(Instant time, TopicState now, List<LostRange> lost) {
    return unread(time, now, ledger.positions().resumedAfter(lost), lost);
  }

  /**
   * One of records that were read.
   *
   * @param spans of all partitions, also of those of which nothing was read
   */
  LedgerEntry reading(Instant time, TopicState now, List<OffsetSpan> spans, StagedBatch batch) {
    return entry(time, now, spans, List.of(), batch.outputs(), batch.counts());
  }

  private LedgerEntry unread(
      Instant time, TopicState now, Positions positions, List<LostRange> lost) {
    List<OffsetSpan> stay = BatchPlan.unread(positions, TopicState.UNKNOWN);
    return entry(time, now, stay, lost, List.of(), RecordCounts.NONE);
  }

  private LedgerEntry entry(
      Instant time,
      TopicState now,
      List<OffsetSpan> spans,
      List<LostRange> lost,
      List<OutputCommit> written,
      RecordCounts counts) {
    Map<String, String> topicIds = new HashMap<>(ledger.topicIds());
    topicIds.putAll(now.ids());
    return new LedgerEntry(
        ledger.nextSequence(),
        time,
        clock.instant(),
        epoch.number(),
        fingerprint,
        spans,
        topicIds,
        lost,
        written,
        counts,
        ledger.totals().plus(counts));
  }
}
