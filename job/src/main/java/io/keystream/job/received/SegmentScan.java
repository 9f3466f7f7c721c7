package io.keystream.job.received;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * Goes through the blocks of a segment, as far as they can be read now.
 *
 * <p>A block that is cut off by the end of the file is where its writer was, or was stopped: what
 * it holds was not acknowledged, and the segment ends before it. Anything else that is no block is
 * damage.
 */
final class SegmentScan implements AutoCloseable {
  private final Segment segment;
  private final FSDataInputStream in;
  private final long length;
  private long position;
  private long next;
  private BlockHeader header;

  private SegmentScan(
      Segment segment, FSDataInputStream in, long length, long position, long next) {
    this.segment = segment;
    this.in = in;
    this.length = length;
    this.position = position;
    this.next = next;
  }

  /** A scan of the whole segment. */
  static SegmentScan of(LogFiles files, Segment segment) throws IOException {
    return from(files, segment, 0, segment.first());
  }

  /**
   * A scan that begins somewhere in the segment.
   *
   * @param position where a block begins
   * @param first number of the first record there
   */
  static SegmentScan from(LogFiles files, Segment segment, long position, long first)
      throws IOException {
    FSDataInputStream in = open(files, segment);
    return new SegmentScan(segment, in, files.visibleLength(segment.path(), in), position, first);
  }

  private static FSDataInputStream open(LogFiles files, Segment segment) throws IOException {
    try {
      return files.open(segment.path());
    } catch (FileNotFoundException e) {
      throw new CorruptLogException("Segment " + segment + " of the received data is missing");
    }
  }

  /** Position of the block after the last one that was returned. */
  long position() {
    return position;
  }

  /** Number of the record after the last one of the blocks that were returned. */
  long next() {
    return next;
  }

  /** The header of the next whole block; the block's body may be read until the next call. */
  Optional<BlockHeader> advance() throws IOException {
    if (length - position < BlockHeader.SIZE) {
      return Optional.empty();
    }
    byte[] bytes = new byte[BlockHeader.SIZE];
    in.seek(position);
    in.readFully(bytes);
    header =
        BlockHeader.read(bytes)
            .orElseThrow(() -> damaged("no header of a block, or one with a wrong checksum"));
    if (header.first() != next) {
      throw damaged("a block that begins with record " + header.first() + ", wanted " + next);
    }
    if (length - position < header.length()) {
      return Optional.empty();
    }
    position += header.length();
    next = header.next();
    return Optional.of(header);
  }

  /** The block whose header was returned last. */
  Block block() throws IOException {
    byte[] body = new byte[header.bodyLength()];
    in.seek(position - body.length);
    in.readFully(body);
    if (BlockHeader.checksum(ByteBuffer.wrap(body)) != header.bodyChecksum()) {
      position -= header.length();
      throw damaged(
          "a block with a wrong checksum, of records "
              + header.first()
              + " to "
              + (header.next() - 1));
    }
    return Block.decode(header, body);
  }

  private CorruptLogException damaged(String found) {
    return new CorruptLogException(
        "Received data is damaged: " + segment + " has at byte " + position + " " + found);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
