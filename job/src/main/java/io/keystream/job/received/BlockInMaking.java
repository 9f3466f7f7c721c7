package io.keystream.job.received;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Records that wait to be made durable together. */
final class BlockInMaking {
  final List<byte[]> records = new ArrayList<>();
  final Map<LogSender, Long> counts = new LinkedHashMap<>();
  final CompletableFuture<Void> durable = new CompletableFuture<>();
  long bytes;
  long since;

  boolean isEmpty() {
    return records.isEmpty();
  }

  void add(LogSender sender, long count, byte[] bytesOfRecord) {
    if (isEmpty()) {
      since = System.nanoTime();
    }
    records.add(bytesOfRecord);
    counts.put(sender, count);
    bytes += bytesOfRecord.length + Integer.BYTES;
  }
}
