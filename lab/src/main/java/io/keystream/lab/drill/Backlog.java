package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps the only executor from working for a minute, while half of what the job's limit lets
 * through keeps coming, and takes the time until it has caught up.
 *
 * <p>The limit is far below what this machine could do, so that half of it is known, and the sender
 * takes nothing from the job.
 */
final class Backlog implements Scenario {
  private static final int PARTITIONS = 3;
  private static final int RATE_PER_PARTITION = 2_000;
  private static final int LOAD = PARTITIONS * RATE_PER_PARTITION / 2;
  private static final Duration AWAY = Duration.ofSeconds(60);
  private static final Duration GOAL = Duration.ofSeconds(75);

  /** What arrives between two batches always waits. */
  private static final long NO_BACKLOG = LOAD * 2L;

  @Override
  public String name() {
    return "backlog";
  }

  @Override
  public String description() {
    return "the executor paused for %d s at %,d records a second, half of the job's limit"
        .formatted(AWAY.toSeconds(), LOAD);
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    LoadedJob loaded = new LoadedJob(lab, Pipeline.of(name(), "2s"));
    loaded.gateway().withSource("max-rate-per-partition", RATE_PER_PARTITION);
    return loaded.run(job -> fallBehind(job, say));
  }

  private static void fallBehind(LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    List<Long> executors = job.awaitExecutors(1);
    job.traffic().rate(LOAD);
    job.awaitCommitAfter(job.committed() + 3);
    job.awaitFewerWaiting(NO_BACKLOG);
    executors.forEach(job.containers()::freeze);
    Thread.sleep(AWAY.toMillis());
    long before = job.committed();
    long waiting = job.waiting();
    long sent = job.traffic().count();
    Instant end = Instant.now();
    executors.forEach(job.containers()::thaw);
    job.firstCommit(before, end, GOAL);
    job.awaitFewerWaiting(NO_BACKLOG);
    Duration took = Duration.between(end, Instant.now());
    long read = waiting + job.traffic().count() - sent;
    say.accept(
        "%,d records waited; caught up %s later, at %,d records a second"
            .formatted(waiting, Figures.seconds(took), read * 1_000 / took.toMillis()));
    if (waiting < LOAD * AWAY.toSeconds() / 2) {
      job.problem("only %d records waited".formatted(waiting));
    }
    if (took.compareTo(GOAL) > 0) {
      job.problem(
          "caught up after %s, wanted %s".formatted(Figures.seconds(took), Figures.seconds(GOAL)));
    }
  }
}
