package io.keystream.bench.drain;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * What a contender tells about itself at its end.
 *
 * @param read records read
 * @param drain from setting up the first reader to the last commit
 * @param peakKibibytes most memory that was resident, in KiB
 */
public record Report(long read, Duration drain, long peakKibibytes) {
  /** Name of the file in the contender's folder. */
  public static final String FILE = "report.properties";

  /** Reads what a contender wrote. */
  public static Report read(Path file) throws IOException {
    Properties stored = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      stored.load(reader);
    }
    return new Report(
        Long.parseLong(stored.getProperty("read")),
        Duration.ofMillis(Long.parseLong(stored.getProperty("drain-millis"))),
        Long.parseLong(stored.getProperty("peak-kibibytes")));
  }

  void write(Path file) throws IOException {
    Properties stored = new Properties();
    stored.setProperty("read", Long.toString(read));
    stored.setProperty("drain-millis", Long.toString(drain.toMillis()));
    stored.setProperty("peak-kibibytes", Long.toString(peakKibibytes));
    try (Writer writer = Files.newBufferedWriter(file)) {
      stored.store(writer, null);
    }
  }
}
