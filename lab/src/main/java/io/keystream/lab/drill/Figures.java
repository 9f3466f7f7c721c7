package io.keystream.lab.drill;

import io.keystream.job.ledger.LedgerEntry;
import io.keystream.lab.audit.Audit;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What was counted of a job that moves one topic to files.
 *
 * @param attempts application attempts that were needed
 * @param failedBatches batches that Spark gave up, in the logs of the last application
 * @param longestPause the longest time between two commits
 * @param firstCommit the longest time from the end of a fault to the next commit, where it was
 *     taken
 * @param audit every record accounted for
 */
record Figures(
    int attempts,
    int failedBatches,
    Duration longestPause,
    Optional<Duration> firstCommit,
    Audit audit) {

  /** All of it in one phrase. */
  String phrase() {
    String unread =
        audit.deleted().isEmpty()
            ? ""
            : audit.deleted().size() + " deleted before they were read, ";
    return String.format(
        Locale.ROOT,
        "%d in, %d out, %d dead-lettered, %s%d lost, %d duplicated, %d attempts,"
            + " %d failed batches, longest pause %s",
        audit.recordsIn(),
        audit.recordsOut(),
        audit.deadLettered(),
        unread,
        audit.lost().size(),
        audit.duplicated().size(),
        attempts,
        failedBatches,
        seconds(longestPause));
  }

  /** The longest time between two of these entries, oldest first. */
  static Duration longestPause(List<LedgerEntry> entries) {
    return IntStream.range(1, entries.size())
        .mapToObj(
            i -> Duration.between(entries.get(i - 1).committedAt(), entries.get(i).committedAt()))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** A time as drills tell it. */
  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
  }
}
