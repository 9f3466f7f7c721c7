package io.keystream.lab.demo;

import io.keystream.job.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How far the job is behind the traffic.
 *
 * @param sent records that Kafka has acknowledged
 * @param committed records in committed batches
 * @param deadLettered those of them that are dead letters
 * @param sinceCommit age of the last commit; empty before the first one
 */
record Progress(long sent, long committed, long deadLettered, Optional<Duration> sinceCommit) {

  static Progress of(long sent, Optional<LedgerEntry> newest, Instant now) {
    // The first entry only fixes where to begin.
    Optional<LedgerEntry> last = newest.filter(entry -> entry.totals().read() > 0);
    return new Progress(
        sent,
        last.map(entry -> entry.totals().read()).orElse(0L),
        last.map(entry -> entry.totals().deadLettered()).orElse(0L),
        last.map(entry -> Duration.between(entry.committedAt(), now)));
  }

  /** Records sent and not committed yet. A commit may be seen before its acknowledgement. */
  long lag() {
    return Math.max(0, sent - committed);
  }

  /** Fits into a terminal of 80 columns up to a million records. */
  String line() {
    return String.format(
        Locale.ROOT,
        "sent %,d  committed %,d%s  dead letters %,d  lag %,d",
        sent,
        committed,
        sinceCommit.map(age -> " (" + age.toSeconds() + " s ago)").orElse(""),
        deadLettered,
        lag());
  }
}
