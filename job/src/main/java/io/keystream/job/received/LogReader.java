package io.keystream.job.received;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The records of a range of numbers, of one receiver. */
public final class LogReader implements Iterator<ReceivedRecord>, AutoCloseable {
  private final LogFiles files;
  private final Deque<Place> places;
  private final long until;
  private long next;
  private SegmentScan scan;
  private long receivedAt;
  private Iterator<byte[]> values = Collections.emptyIterator();

  /**
   * A reader that opens its files when it needs them.
   *
   * @param places where to read, one a segment, the first at or before record {@code from}
   */
  public LogReader(LogFiles files, List<Place> places, long from, long until) {
    this.files = files;
    this.places = new ArrayDeque<>(places);
    this.next = from;
    this.until = until;
  }

  @Override
  public boolean hasNext() {
    return next < until;
  }

  /**
   * The next record.
   *
   * @throws UncheckedIOException with a {@link CorruptLogException} if a block is damaged or
   *     missing
   */
  @Override
  public ReceivedRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("All records before " + until + " are read");
    }
    try {
      while (!values.hasNext()) {
        load();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    return new ReceivedRecord(next++, receivedAt, values.next());
  }

  private void load() throws IOException {
    Optional<BlockHeader> header = scan == null ? Optional.empty() : scan.advance();
    if (header.isEmpty()) {
      open();
    } else if (header.get().next() > next) {
      List<byte[]> records = scan.block().records();
      int skipped = (int) (next - header.get().first());
      values = records.subList(skipped, records.size()).iterator();
      receivedAt = header.get().receivedAt();
    }
  }

  private void open() throws IOException {
    close();
    Place place = places.poll();
    if (place == null) {
      throw new CorruptLogException(
          "Received data is missing: record " + next + " was in the log and is not there any more");
    }
    if (place.first() > next) {
      throw new CorruptLogException(
          "Received data is missing: record "
              + next
              + " was in the log, and "
              + place.segment()
              + " begins after it");
    }
    scan = SegmentScan.from(files, place.segment(), place.position(), place.first());
  }

  @Override
  public void close() throws IOException {
    if (scan != null) {
      scan.close();
      scan = null;
    }
  }
}
