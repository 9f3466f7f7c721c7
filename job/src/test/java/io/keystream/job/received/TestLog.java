package io.keystream.job.received;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** A receiver's log in a local folder. */
final class TestLog {
  static final LogLimits SMALL =
      new LogLimits(
          200, Duration.ofMillis(1), 10_000, 600, Duration.ofMinutes(10), 10, Duration.ofDays(7));

  private static final Configuration CONFIGURATION = new Configuration();

  private final Path folder;

  TestLog(Path folder) {
    this.folder = folder;
  }

  Path local() {
    return folder;
  }

  org.apache.hadoop.fs.Path path() {
    return new org.apache.hadoop.fs.Path("file:" + folder);
  }

  LogFiles files() throws IOException {
    return new LogFiles(path(), CONFIGURATION);
  }

  ReceivedLog takeOver() throws IOException {
    return takeOver(0);
  }

  ReceivedLog takeOver(long processed) throws IOException {
    return ReceivedLog.takeOver(files(), path(), processed, SMALL, false, Clock.systemUTC());
  }

  /** Writes one block a record. */
  void write(String... records) throws Exception {
    ReceivedLog log = takeOver();
    LogSender sender = log.attach("", count -> {});
    for (String text : records) {
      log.append(sender, text.getBytes(UTF_8)).get();
    }
    log.stop();
  }

  /** All records, as a driver and an executor would read them. */
  List<String> read() throws IOException {
    LogIndex index = index();
    return read(index, index.first(), index.next());
  }

  List<String> read(LogIndex index, long from, long until) throws IOException {
    List<String> texts = new ArrayList<>();
    if (from < until) {
      try (LogReader reader = new LogReader(files(), index.places(from, until), from, until)) {
        reader.forEachRemaining(found -> texts.add(new String(found.value(), UTF_8)));
      }
    }
    return texts;
  }

  LogIndex index() throws IOException {
    LogIndex index = new LogIndex(files(), path());
    index.refresh();
    return index;
  }

  /** The files of the segments, oldest first. */
  List<Path> segments() throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
  }

  /** Appends without waiting. */
  static void put(ReceivedLog log, LogSender sender, String text) throws Exception {
    var unused = append(log, sender, text);
  }

  static CompletableFuture<Void> append(ReceivedLog log, LogSender sender, String text)
      throws Exception {
    return log.append(sender, text.getBytes(UTF_8));
  }
}
