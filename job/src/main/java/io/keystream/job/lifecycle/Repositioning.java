package io.keystream.job.lifecycle;

import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.Positions;
import io.keystream.job.source.SourceSet;
import io.keystream.job.source.TopicState;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits entries that move positions without reading, before a batch reads. */
record Repositioning(Ledger ledger, SourceSet sources, EntriesWithMoves entries) {
  private static final Logger LOG = LoggerFactory.getLogger(Repositioning.class);

  /**
   * Goes on behind what is lost, or else begins sources that are new. In this order, because the
   * first entry takes up the topics' ids, and only the old ones tell what is lost.
   *
   * @return whether records are lost; then nothing is read before the sources are asked again
   * @throws io.keystream.job.source.DataLossException if a loss is not to be recorded
   */
  boolean recordsLosses(Instant time, TopicState now) throws IOException {
    List<LostRange> lost = sources.lost(ledger.positions(), ledger.topicIds(), now);
    if (!lost.isEmpty()) {
      LOG.error("Lost, and recorded as such in entry {}: {}", ledger.nextSequence(), lost);
      ledger.commit(entries.losing(time, now, lost));
      return true;
    }
    Positions begin = sources.opening(ledger.positions(), now);
    if (!begin.next().isEmpty()) {
      ledger.commit(entries.opening(time, now, begin));
    }
    return false;
  }
}
