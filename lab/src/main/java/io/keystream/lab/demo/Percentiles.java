package io.keystream.lab.demo;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/** The value that half of all do not exceed, and the one that 99 of 100 do not (nearest rank). */
record Percentiles(Duration median, Duration p99) {

  /** Empty if there are no values. */
  static Optional<Percentiles> ofMillis(LongStream values) {
    long[] sorted = values.toArray();
    Arrays.sort(sorted);
    return sorted.length == 0
        ? Optional.empty()
        : Optional.of(new Percentiles(at(sorted, 50), at(sorted, 99)));
  }

  private static Duration at(long[] sorted, int percent) {
    long rank = (sorted.length * (long) percent + 99) / 100;
    return Duration.ofMillis(sorted[(int) rank - 1]);
  }

  @Override
  public String toString() {
    return "p50 " + seconds(median) + ", p99 " + seconds(p99);
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
