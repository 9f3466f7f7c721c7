package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Kills the driver while records keep coming, and is told that few attempts are left. */
final class DriverKill implements Scenario {
  /** With which one death is as many as there may be before somebody has to look. */
  private static final int ATTEMPTS = 3;

  private static final Duration GOAL = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "driver-kill";
  }

  @Override
  public String description() {
    return "the driver killed under load";
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return new LoadedJob(lab, Pipeline.of(name(), "2s"))
        .with("keystream_max_attempts", ATTEMPTS)
        .needing(2)
        .watched(say)
        .run(job -> kill(job, say));
  }

  private static void kill(LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    job.awaitCommitAfter(job.committed() + 2);
    OnCall onCall = job.onCall();
    onCall.awaitMetrics();
    onCall.faultBegins();
    long before = job.freezeDriver();
    Instant killed = Instant.now();
    job.containers().driver().forEach(job.containers()::kill);
    Duration pause = job.firstCommit(before, killed, GOAL);
    say.accept("first commit %s after the kill".formatted(Figures.seconds(pause)));
    onCall.awaitAlert("AttemptsRunningOut");
    onCall.follow("alerts/AttemptsRunningOut.md#diagnosis");
    onCall.follow("alerts/AttemptsRunningOut.md#verification");
    onCall.awaitQuiet("AttemptsRunningOut");
  }
}
