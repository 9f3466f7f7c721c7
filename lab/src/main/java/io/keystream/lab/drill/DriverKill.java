package io.keystream.lab.drill;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Kills the driver while records keep coming, and is told that few attempts are left. */
final class DriverKill extends WatchedDrill {
  private static final String ALERT = "AttemptsRunningOut";

  /** With which one death is as many as there may be before somebody has to look. */
  private static final int ATTEMPTS = 3;

  private static final Duration GOAL = Duration.ofSeconds(30);

  DriverKill() {
    super("driver-kill", "the driver killed under load");
  }

  @Override
  LoadedJob prepared(LoadedJob job) {
    return job.with("keystream_max_attempts", ATTEMPTS).needing(2);
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    incident.begins();
    LoadedJob job = incident.job();
    long before = job.freezeDriver();
    Instant killed = Instant.now();
    job.containers().driver().forEach(job.containers()::kill);
    incident.firstCommit(before, killed, GOAL, "after the kill");
    incident.alert(ALERT);
    incident.ends(ALERT);
  }
}
