package io.keystream.job.cli;

import io.keystream.job.ledger.LedgerEntry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * How fast the job was in its last commits.
 *
 * @param commits that were looked at; with fewer than two there is no rate
 * @param recordsPerSecond from the first of them to the last; 0 without a rate
 * @param secondsBetween two commits, on average; 0 without a rate
 * @param delaySeconds from the time of the last batch to its commit
 * @param longestDelaySeconds the same of the slowest of them
 * @param deadLetterShare of the records read, 0 to 1
 */
record CommitPace(
    int commits,
    double recordsPerSecond,
    double secondsBetween,
    double delaySeconds,
    double longestDelaySeconds,
    double deadLetterShare) {

  /**
   * The pace of entries, oldest first. What was read a second time does not count: its batches are
   * no measure of the others.
   */
  static CommitPace of(List<LedgerEntry> entries) {
    List<LedgerEntry> read = entries.stream().filter(LedgerEntry::readsTopics).toList();
    if (read.isEmpty()) {
      return new CommitPace(0, 0, 0, 0, 0, 0);
    }
    LedgerEntry first = read.get(0);
    LedgerEntry last = read.get(read.size() - 1);
    double span = seconds(Duration.between(first.committedAt(), last.committedAt()));
    long all = read.stream().mapToLong(entry -> entry.records().read()).sum();
    long dead = read.stream().mapToLong(entry -> entry.records().deadLettered()).sum();
    return new CommitPace(
        read.size(),
        span > 0 ? (all - first.records().read()) / span : 0,
        span > 0 ? span / (read.size() - 1) : 0,
        delay(last),
        read.stream().map(CommitPace::delay).max(Comparator.naturalOrder()).orElseThrow(),
        all == 0 ? 0 : (double) dead / all);
  }

  /** Seconds from the time of a batch to its commit. */
  static double delay(LedgerEntry entry) {
    return seconds(Duration.between(entry.batchTime(), entry.committedAt()));
  }

  private static double seconds(Duration span) {
    return span.toMillis() / 1_000.0;
  }
}
