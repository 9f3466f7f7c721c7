package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Stops the only executor in its tracks, as a host does that hangs, and lets it go on. */
final class ExecutorFrozen implements Scenario {
  private static final Duration GOAL = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "executor-frozen";
  }

  @Override
  public String description() {
    return "the executor paused under load, until the alert is fired and followed";
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return new LoadedJob(lab, Pipeline.of(name(), "2s")).watched(say).run(job -> freeze(job, say));
  }

  private static void freeze(LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    List<Long> executors = job.awaitExecutors(1);
    job.awaitCommitAfter(job.committed() + 2);
    OnCall onCall = job.onCall();
    onCall.awaitMetrics();
    onCall.faultBegins();
    executors.forEach(job.containers()::freeze);
    say.accept("the executor is paused");
    onCall.awaitAlert("BatchesQueue");
    onCall.follow("alerts/BatchesQueue.md#diagnosis");
    long before = job.committed();
    Instant end = Instant.now();
    executors.forEach(job.containers()::thaw);
    Duration pause = job.firstCommit(before, end, GOAL);
    say.accept("first commit %s after it goes on".formatted(Figures.seconds(pause)));
    onCall.follow("alerts/BatchesQueue.md#verification");
    onCall.awaitQuiet("BatchesQueue");
  }
}
