package io.keystream.job.received;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * What the driver knows of a receiver's log: how far it reaches, and where its records are. Learned
 * from the headers of blocks, each of which is read once.
 */
public final class LogIndex {
  /** Bytes between two places that are remembered, so that a backlog needs little memory. */
  private static final long STEP = 1 << 20;

  private final LogFiles files;
  private final Path folder;
  private final TreeMap<Long, Place> places = new TreeMap<>();
  private List<Segment> segments = List.of();
  private Place end;

  public LogIndex(LogFiles files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** Number of the oldest record that is there. */
  public long first() {
    return segments.isEmpty() ? 0 : segments.get(0).first();
  }

  /** Number of the record after the newest one that is durable. */
  public long next() {
    return end == null ? 0 : end.first();
  }

  /**
   * Looks for what came since the last time.
   *
   * @throws CorruptLogException if records are missing, or blocks damaged
   */
  public void refresh() throws IOException {
    // Listed before they are read: all but the newest are complete then.
    List<Segment> found = files.segments(folder);
    if (end != null && !found.contains(end.segment())) {
      throw new CorruptLogException(
          "Segment " + end.segment() + " of the received data is missing");
    }
    segments = found;
    int index = end == null ? 0 : found.indexOf(end.segment());
    for (Segment segment : found.subList(index, found.size())) {
      if (end == null || !segment.equals(end.segment())) {
        enter(segment);
      }
      scan();
    }
  }

  private void enter(Segment segment) throws CorruptLogException {
    if (end != null && end.first() != segment.first()) {
      throw LogEnd.gap(end.segment(), end.first(), segment);
    }
    end = new Place(segment, 0, segment.first());
    places.put(end.first(), end);
  }

  private void scan() throws IOException {
    Place remembered = places.lastEntry().getValue();
    try (SegmentScan scan = SegmentScan.from(files, end.segment(), end.position(), end.first())) {
      Optional<BlockHeader> header = scan.advance();
      while (header.isPresent()) {
        end = new Place(end.segment(), scan.position(), scan.next());
        if (end.position() - remembered.position() >= STEP) {
          remembered = end;
          places.put(end.first(), end);
        }
        header = scan.advance();
      }
    }
  }

  /** From where to read, one place a segment, to get the records from one number until another. */
  public List<Place> places(long from, long until) {
    List<Place> found = new ArrayList<>();
    Map.Entry<Long, Place> beginning = places.floorEntry(from);
    if (beginning == null) {
      throw new IllegalStateException("No place of record " + from + " is known in " + folder);
    }
    found.add(beginning.getValue());
    for (Place place : places.subMap(from, false, until, false).values()) {
      if (!place.segment().equals(found.get(found.size() - 1).segment())) {
        found.add(place);
      }
    }
    return found;
  }

  /**
   * Deletes the segments that hold only records that are processed. The newest segment with records
   * stays, since the next receiver learns from it how far the senders are.
   *
   * @param processed number of the first record that is not processed
   * @param keep how long a segment stays after its last record
   */
  public void delete(long processed, Duration keep, Instant now) throws IOException {
    List<Segment> kept = new ArrayList<>(segments);
    while (kept.size() > 1
        && kept.get(1).first() < processed
        && isOlder(kept.get(0), now.minus(keep))) {
      files.delete(kept.remove(0).path());
    }
    if (kept.size() < segments.size()) {
      segments = List.copyOf(kept);
      places.headMap(kept.get(0).first(), false).clear();
    }
  }

  private boolean isOlder(Segment segment, Instant time) throws IOException {
    return files.modifiedAt(segment.path()) <= time.toEpochMilli();
  }
}
