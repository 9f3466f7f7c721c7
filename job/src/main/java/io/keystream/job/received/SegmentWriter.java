package io.keystream.job.received;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;

/** Appends blocks, in a new segment where the last one is long or old enough. */
final class SegmentWriter implements AutoCloseable {
  private final LogFiles files;
  private final Path folder;
  private final LogLimits limits;
  private final boolean sync;
  private int attempt;
  private FSDataOutputStream out;
  private long openedAt;

  /**
   * @param attempt of the first segment
   * @param sync whether a block has to be on the disks, and not only in the memory, of all hosts
   *     that store it
   */
  SegmentWriter(LogFiles files, Path folder, int attempt, LogLimits limits, boolean sync) {
    this.files = files;
    this.folder = folder;
    this.attempt = attempt;
    this.limits = limits;
    this.sync = sync;
  }

  /** Whether the next block will be the first of its segment. */
  boolean atBeginning() {
    return out == null
        || out.getPos() >= limits.segmentBytes()
        || System.nanoTime() - openedAt >= limits.segmentAge().toNanos();
  }

  /**
   * Returns when the block is durable. After an exception it may be or not, and the writer is not
   * to be used again.
   *
   * @param begin whether in a segment of its own
   */
  void write(Block block, boolean begin) throws IOException {
    if (begin) {
      begin(block.first());
    }
    out.write(block.encode());
    if (sync) {
      out.hsync();
    } else {
      out.hflush();
    }
  }

  private void begin(long first) throws IOException {
    close();
    out = files.create(new Segment(folder.toString(), first, attempt).path());
    attempt = 0;
    openedAt = System.nanoTime();
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      FSDataOutputStream ended = out;
      out = null;
      ended.close();
    }
  }
}
