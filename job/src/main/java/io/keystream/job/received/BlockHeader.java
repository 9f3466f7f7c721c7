package io.keystream.job.received;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands before the records of a block. It has a checksum of its own, so that a reader can go
 * from header to header, and tells a block that was cut off from one that was damaged.
 *
 * @param bodyLength bytes that follow
 * @param first number of the first record
 * @param count number of records
 * @param receivedAt milliseconds since 1970
 * @param bodyChecksum CRC-32C of the bytes that follow
 */
record BlockHeader(int bodyLength, long first, int count, long receivedAt, int bodyChecksum) {
  static final int SIZE = 36;
  private static final int MAGIC = 0x4B534231; // KSB1

  /** Number of the record after the last one. */
  long next() {
    return first + count;
  }

  /** Length of the whole block. */
  long length() {
    return (long) SIZE + bodyLength;
  }

  void write(ByteBuffer out) {
    int start = out.position();
    out.putInt(MAGIC).putInt(bodyLength).putLong(first).putInt(count).putLong(receivedAt);
    out.putInt(bodyChecksum);
    out.putInt(checksum(out.duplicate().flip().position(start)));
  }

  /** Nothing if these bytes were not written as a header. */
  static Optional<BlockHeader> read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int magic = in.getInt();
    BlockHeader header =
        new BlockHeader(in.getInt(), in.getLong(), in.getInt(), in.getLong(), in.getInt());
    int expected = checksum(ByteBuffer.wrap(bytes, 0, in.position()));
    boolean whole = magic == MAGIC && in.getInt() == expected;
    return whole ? Optional.of(header) : Optional.empty();
  }

  static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
