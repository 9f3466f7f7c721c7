package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Kills one of two executors after the other, while records keep coming: the other one goes on. */
final class ExecutorKill implements Scenario {
  private static final int TIMES = 3;
  private static final Duration GOAL = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "executor-kill";
  }

  @Override
  public String description() {
    return "one of two executors killed under load, %d times".formatted(TIMES);
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return new LoadedJob(lab, Pipeline.of(name(), "2s"))
        .with("keystream_executors", 2)
        .with("keystream_executor_cores", 1)
        .run(
            job -> {
              for (int time = 1; time <= TIMES; time++) {
                kill(job, say);
              }
            });
  }

  private static void kill(LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    List<Long> executors = job.awaitExecutors(2);
    job.awaitCommitAfter(job.committed() + 2);
    long before = job.committed();
    Instant killed = Instant.now();
    job.containers().kill(executors.get(0));
    // The batch at work may have been nearly done.
    Duration pause = job.firstCommit(before, killed, GOAL);
    say.accept("first commit %s after the kill".formatted(Figures.seconds(pause)));
  }
}
