package io.keystream.bench.drain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** When a contender began to read and when it had committed everything; one pair a process. */
public final class Marks {
  private static final AtomicLong BEGIN = new AtomicLong();
  private static final AtomicLong END = new AtomicLong();

  private Marks() {}

  /** Marks that the first reader is about to be set up; only the first call counts. */
  public static void begin() {
    begin(System.currentTimeMillis());
  }

  /** The same, for an instant known from elsewhere, in milliseconds since 1970. */
  public static void begin(long epochMillis) {
    BEGIN.compareAndSet(0, epochMillis);
  }

  /** Marks that the last commit is done. */
  public static void end() {
    END.compareAndSet(0, System.currentTimeMillis());
  }

  static void report(Path file, long read) throws IOException {
    if (BEGIN.get() == 0 || END.get() == 0) {
      throw new IllegalStateException(
          "The contender has marked no " + (BEGIN.get() == 0 ? "begin" : "end"));
    }
    Duration drain = Duration.ofMillis(END.get() - BEGIN.get());
    new Report(read, drain, peakKibibytes()).write(file);
  }

  private static long peakKibibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }
}
