package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the containers of a running job have logged so far, before YARN collects it. */
final class DriverLog {
  private static final String FILE = "keystream.log";

  /** What Spark logs of a batch that it gives up. */
  private static final String FAILED_BATCH = "Error running job streaming job";

  private static final String COMMITTED = "Committed entry";
  private static final long POLL_MILLIS = 500;

  private final Path folder;

  DriverLog(Lab lab) {
    this.folder = lab.folders().data().resolve("nodemanager/logs");
  }

  /** Lines with these words, oldest first where they are of one process. */
  List<String> lines(String words) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.endsWith(FILE)).toList()) {
        Files.readAllLines(file).stream().filter(l -> l.contains(words)).forEach(found::add);
      }
    }
    return found;
  }

  /** How many batches Spark has given up. */
  int failedBatches() throws IOException {
    return lines(FAILED_BATCH).size();
  }

  /** Notes which of these words were logged, as problems of the job. */
  void report(List<String> failures, LoadedJob job) throws IOException {
    if (lines(COMMITTED).isEmpty()) {
      job.problem("no '%s' in the logs in %s".formatted(COMMITTED, folder));
    }
    for (String failure : failures) {
      int times = lines(failure).size();
      if (times > 0) {
        job.problem("'%s' %d times in the logs".formatted(failure, times));
      }
    }
  }

  /** Waits for a line with these words. */
  String await(String words, Duration patience) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(patience);
    List<String> found = lines(words);
    while (found.isEmpty()) {
      if (Instant.now().isAfter(end)) {
        throw new LabException(
            "No line with '%s' in the logs in %s within %d s"
                .formatted(words, folder, patience.toSeconds()));
      }
      Thread.sleep(POLL_MILLIS);
      found = lines(words);
    }
    return found.get(found.size() - 1);
  }
}
