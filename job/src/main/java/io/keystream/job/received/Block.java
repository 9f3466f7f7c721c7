package io.keystream.job.received;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records that were made durable together.
 *
 * @param first number of the first record
 * @param receivedAt milliseconds since 1970
 * @param senders by name, how far those got whose records are here; in the first block of a segment
 *     all that are known
 */
record Block(long first, long receivedAt, Map<String, SenderMark> senders, List<byte[]> records) {

  /** The block as it stands in a segment, ready to be written. */
  byte[] encode() {
    int length = Integer.BYTES;
    for (String name : senders.keySet()) {
      length += Short.BYTES + name.getBytes(UTF_8).length + 2 * Long.BYTES;
    }
    for (byte[] bytes : records) {
      length = Math.addExact(length, Integer.BYTES + bytes.length);
    }
    ByteBuffer body = ByteBuffer.allocate(Math.addExact(BlockHeader.SIZE, length));
    body.position(BlockHeader.SIZE);
    putSenders(body);
    records.forEach(bytes -> body.putInt(bytes.length).put(bytes));
    int checksum = BlockHeader.checksum(body.duplicate().flip().position(BlockHeader.SIZE));
    body.rewind();
    new BlockHeader(length, first, records.size(), receivedAt, checksum).write(body);
    return body.array();
  }

  private void putSenders(ByteBuffer body) {
    body.putInt(senders.size());
    senders.forEach(
        (name, mark) -> {
          byte[] bytes = name.getBytes(UTF_8);
          body.putShort((short) bytes.length).put(bytes).putLong(mark.count()).putLong(mark.at());
        });
  }

  /** The block of a body whose checksum was found right. */
  static Block decode(BlockHeader header, byte[] bytes) {
    ByteBuffer body = ByteBuffer.wrap(bytes);
    Map<String, SenderMark> senders = new LinkedHashMap<>();
    for (int left = body.getInt(); left > 0; left--) {
      byte[] name = take(body, body.getShort());
      senders.put(new String(name, UTF_8), new SenderMark(body.getLong(), body.getLong()));
    }
    List<byte[]> records = new ArrayList<>(header.count());
    for (int left = header.count(); left > 0; left--) {
      records.add(take(body, body.getInt()));
    }
    return new Block(header.first(), header.receivedAt(), senders, records);
  }

  private static byte[] take(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }
}
