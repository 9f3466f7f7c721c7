package io.keystream.lab.drill;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Sends more than the limit of the job lets through, which an operator raises. */
final class LagGrowing extends WatchedDrill {
  private static final String ALERT = "LagGrowing";
  private static final String LIMIT = "max-rate-per-partition";
  private static final Duration GOAL = Duration.ofMinutes(2);

  /** Of each of three partitions: more than comes at first, and half of what comes then. */
  private static final int TOO_LOW = 100;

  private static final int HIGH = 10_000;
  private static final int MORE_LOAD = 600;

  LagGrowing() {
    super(
        "lag-growing",
        "%d records a second, with a limit of %d; the limit is raised"
            .formatted(MORE_LOAD, 3 * TOO_LOW));
  }

  @Override
  LoadedJob prepared(LoadedJob job) {
    job.gateway().withSource(LIMIT, TOO_LOW);
    return job;
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    incident.begins();
    LoadedJob job = incident.job();
    job.traffic().rate(MORE_LOAD);
    incident.alert(ALERT);
    incident.say().accept("%d records wait".formatted(job.waiting()));
    long before = job.committed();
    Instant begin = Instant.now();
    job.gateway().withSource(LIMIT, HIGH);
    job.deployAgain();
    incident.firstCommit(before, begin, GOAL, "after the deployment began");
    job.awaitFewerWaiting(2L * MORE_LOAD);
    incident.ends(ALERT);
  }
}
