package io.keystream.job.received;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Where a receiver goes on.
 *
 * @param next number of the next record
 * @param attempt of the segment that is to begin with it
 * @param senders what the log has of each sender, by name
 */
record LogEnd(long next, int attempt, Map<String, SenderMark> senders) {

  /**
   * Takes the log from whoever wrote it, and finds its end.
   *
   * @throws CorruptLogException if anything but the block that was being written is damaged
   */
  static LogEnd takeOver(LogFiles files, Path folder) throws IOException {
    List<Segment> segments = files.segments(folder);
    while (!segments.isEmpty()) {
      Segment newest = segments.get(segments.size() - 1);
      files.takeOver(newest.path());
      segments = files.segments(folder);
      if (segments.indexOf(newest) == segments.size() - 1) {
        return find(files, segments);
      }
    }
    return new LogEnd(0, 0, Map.of());
  }

  private static LogEnd find(LogFiles files, List<Segment> segments) throws IOException {
    Segment newest = segments.get(segments.size() - 1);
    for (int i = segments.size() - 1; i >= 0; i--) {
      Map<String, SenderMark> senders = new HashMap<>();
      long next = read(files, segments.get(i), senders);
      if (next > segments.get(i).first()) {
        if (next != newest.first() && i != segments.size() - 1) {
          throw gap(segments.get(i), next, newest);
        }
        return new LogEnd(next, next == newest.first() ? newest.attempt() + 1 : 0, senders);
      }
    }
    if (newest.first() > 0) {
      throw new CorruptLogException(
          "Received data is missing: "
              + newest
              + " is the oldest segment with records, and holds none that can be read; wanted the"
              + " record before "
              + newest.first());
    }
    return new LogEnd(0, newest.attempt() + 1, Map.of());
  }

  private static long read(LogFiles files, Segment segment, Map<String, SenderMark> senders)
      throws IOException {
    try (SegmentScan scan = SegmentScan.of(files, segment)) {
      Optional<BlockHeader> header = scan.advance();
      while (header.isPresent()) {
        senders.putAll(scan.block().senders());
        header = scan.advance();
      }
      return scan.next();
    }
  }

  /** The records between a segment's end and the beginning of the one after it are gone. */
  static CorruptLogException gap(Segment before, long next, Segment after) {
    return new CorruptLogException(
        "Received data is missing: "
            + before
            + " ends before record "
            + next
            + ", and the segment after it is "
            + after);
  }
}
