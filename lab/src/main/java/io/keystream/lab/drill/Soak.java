package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Months in an hour: every lifetime is minutes, and every minute something breaks. What grows with
 * time would be seen to grow: heaps, and the number of files in home.
 */
final class Soak implements Scenario {
  private static final Duration ROUND = Duration.ofMinutes(1);
  private static final int TICKET_MINUTES = 6;
  private static final int LONGEST_AWAY_SECONDS = 30;

  /** The ledger keeps up to 2,000 entries apart before it joins the older ones in archives. */
  private static final long MOST_FILES = 2_600;

  /** Within an hour, and far more than there can be. */
  private static final int MOST_ATTEMPTS = 100;

  /** Every one comes once before any comes twice. */
  private final List<SoakFault> coming = new ArrayList<>();

  private final Duration length;
  private final long seed;
  private final Random random;
  private final LiveHeap heap = new LiveHeap();
  private Duration longestPause = Duration.ZERO;
  private long mostFiles;
  private int faults;

  Soak(Duration length, long seed) {
    this.length = length;
    this.seed = seed;
    this.random = new Random(seed);
  }

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public String description() {
    return "lifetimes of minutes and a random fault every minute, for --minutes (%d)"
        .formatted(length.toMinutes());
  }

  @Override
  public LabOptions lab(LabOptions defaults) {
    return defaults
        .with("kafka.delegation.token.expiry.time.ms", "180000")
        .with("kafka.delegation.token.max.lifetime.ms", "480000")
        .with("kafka.delegation.token.expiry.check.interval.ms", "10000")
        .with("hdfs.dfs.namenode.delegation.token.renew-interval", "120000")
        .with("hdfs.dfs.namenode.delegation.token.max-lifetime", "360000")
        .with("hdfs.dfs.namenode.delegation.key.update-interval", "120000");
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    say.accept("--seed " + seed);
    Lab lab = Lab.startWith(options, say);
    ShortTickets.of(lab, TICKET_MINUTES);
    Outcome outcome =
        new LoadedJob(lab, Pipeline.of(name(), "1s"))
            .with("keystream_max_attempts", MOST_ATTEMPTS)
            .mayRestart()
            .run(job -> soak(lab, job, say));
    return outcome.counted(
        "%s, %d faults, longest pause %d s, at most %d files, %s"
            .formatted(
                outcome.counted(), faults, longestPause.toSeconds(), mostFiles, heap.summary()));
  }

  private void soak(Lab lab, LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plus(length);
    while (Instant.now().isBefore(end)) {
      Instant next = Instant.now().plus(ROUND);
      strike(lab, job, say);
      look(lab, job);
      Thread.sleep(Math.max(0, Duration.between(Instant.now(), next).toMillis()));
    }
    heap.problems().forEach(job::problem);
    if (mostFiles > MOST_FILES) {
      job.problem("more than %d files in home".formatted(MOST_FILES));
    }
  }

  private void strike(Lab lab, LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    SoakFault fault = next();
    Duration away = Duration.ofSeconds(random.nextInt(LONGEST_AWAY_SECONDS));
    fault.strike(lab, job, away);
    // One may have been under way.
    Duration pause = job.awaitCommitAfter(job.committed() + 1);
    longestPause = pause.compareTo(longestPause) > 0 ? pause : longestPause;
    faults++;
    say.accept(
        "%d: %s (%d s), two commits within %.1f s"
            .formatted(faults, fault, away.toSeconds(), pause.toMillis() / 1e3));
  }

  private SoakFault next() {
    if (coming.isEmpty()) {
      coming.addAll(List.of(SoakFault.values()));
    }
    return coming.remove(random.nextInt(coming.size()));
  }

  private void look(Lab lab, LoadedJob job) throws IOException, InterruptedException {
    heap.measure("driver", job.containers().driver());
    heap.measure("executor", job.containers().executors());
    mostFiles = Math.max(mostFiles, files(lab, job.pipeline()));
  }

  /** In home, but for the dead letters, which stay until somebody has looked at them. */
  private static long files(Lab lab, Pipeline pipeline) throws IOException, InterruptedException {
    long files = 0;
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      for (FileStatus child : fs.listStatus(new Path(pipeline.home()))) {
        if (!child.getPath().toUri().getPath().equals(pipeline.deadLetters())) {
          files += fs.getContentSummary(child.getPath()).getFileCount();
        }
      }
    }
    return files;
  }
}
