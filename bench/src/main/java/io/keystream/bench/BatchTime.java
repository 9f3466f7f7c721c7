package io.keystream.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * What a batch took, in milliseconds.
 *
 * @param time when it was due, since 1970
 * @param waited until it began
 * @param took from its begin to its end
 * @param tasks of that, while tasks ran
 */
record BatchTime(long time, long waited, long took, long tasks) {
  /** Of the job that is timed. */
  private static final long INTERVAL = 1_000;

  /** What the driver did alone: planning, committing, publishing. */
  long driver() {
    return took - tasks;
  }

  /** Reads what the job that is timed has written. */
  static List<BatchTime> read(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(BatchTime::parse).toList();
  }

  private static BatchTime parse(String line) {
    String[] fields = line.split(",", -1);
    return new BatchTime(
        Long.parseLong(fields[0]),
        Long.parseLong(fields[1]),
        Long.parseLong(fields[2]),
        Long.parseLong(fields[3]));
  }

  /** When the first batch was due that was done before the next one was due; empty if none was. */
  static OptionalLong firstInTime(List<BatchTime> batches) {
    return batches.stream()
        .filter(batch -> batch.waited() + batch.took() <= INTERVAL)
        .mapToLong(BatchTime::time)
        .findFirst();
  }

  /** The least value that this part of the batches does not exceed; 0 of none. */
  static long percentile(List<BatchTime> batches, ToLongFunction<BatchTime> value, double part) {
    long[] sorted = batches.stream().mapToLong(value).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(sorted.length * part) - 1];
  }
}
