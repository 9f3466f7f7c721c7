package io.keystream.lab.drill;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Stops the only executor in its tracks, as a host does that hangs, and lets it go on. */
final class ExecutorFrozen extends WatchedDrill {
  private static final String ALERT = "BatchesQueue";
  private static final Duration GOAL = Duration.ofSeconds(30);

  ExecutorFrozen() {
    super(
        "executor-frozen", "the executor paused under load, until the alert is fired and followed");
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    LoadedJob job = incident.job();
    List<Long> executors = job.awaitExecutors(1);
    incident.begins();
    executors.forEach(job.containers()::freeze);
    incident.say().accept("the executor is paused");
    incident.alert(ALERT);
    long before = job.committed();
    Instant end = Instant.now();
    executors.forEach(job.containers()::thaw);
    incident.firstCommit(before, end, GOAL, "after it goes on");
    incident.ends(ALERT);
  }
}
