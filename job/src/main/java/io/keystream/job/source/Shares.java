package io.keystream.job.source;

import io.keystream.job.ledger.OffsetSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides a batch among tasks: as many as can run at once, with equally many offsets each, whatever
 * the number of Kafka partitions. A task costs some milliseconds and writes files of its own, so a
 * small batch is left in one.
 */
final class Shares {
  /** Fewest offsets for which a further task is worth its while. */
  static final long SMALLEST = 10_000;

  private Shares() {}

  /**
   * Cuts the spans, laid end to end, into pieces of equal length.
   *
   * @param tasks how many can run at once
   */
  static List<List<OffsetSpan>> of(List<OffsetSpan> spans, int tasks) {
    long total = spans.stream().mapToLong(OffsetSpan::count).sum();
    long count = Math.max(1, Math.min(tasks, total / SMALLEST));
    long size = Math.max(1, (total + count - 1) / count);
    List<List<OffsetSpan>> shares = new ArrayList<>();
    List<OffsetSpan> share = new ArrayList<>();
    long room = size;
    for (OffsetSpan span : spans) {
      long from = span.from();
      while (from < span.until()) {
        long until = Math.min(span.until(), from + room);
        share.add(new OffsetSpan(span.topic(), span.partition(), from, until));
        room -= until - from;
        from = until;
        if (room == 0) {
          shares.add(share);
          share = new ArrayList<>();
          room = size;
        }
      }
    }
    if (!share.isEmpty()) {
      shares.add(share);
    }
    return shares;
  }
}
