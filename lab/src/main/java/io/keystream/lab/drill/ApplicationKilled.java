package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.process.Command;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Kills the application as a stranger would, which the watchdog does not undo. */
final class ApplicationKilled implements Scenario {
  private static final Duration GOAL = Duration.ofSeconds(90);

  @Override
  public String name() {
    return "application-killed";
  }

  @Override
  public String description() {
    return "yarn application -kill under load, which only an operator may undo";
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return new LoadedJob(lab, Pipeline.of(name(), "2s"))
        .watched(say)
        .run(job -> kill(lab, job, say));
  }

  private static void kill(Lab lab, LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    job.awaitCommitAfter(job.committed() + 2);
    OnCall onCall = job.onCall();
    onCall.awaitMetrics();
    onCall.faultBegins();
    lab.run(Command.of("yarn", "application", "-kill", job.containers().applicationId())).orThrow();
    onCall.awaitAlert("JobGivenUp");
    onCall.follow("alerts/JobGivenUp.md#diagnosis");
    long before = job.committed();
    Instant begin = Instant.now();
    onCall.follow("alerts/JobGivenUp.md#mitigation");
    Duration pause = job.firstCommit(before, begin, GOAL);
    say.accept(
        "first commit within %s of the first command that mends it"
            .formatted(Figures.seconds(pause)));
    job.findApplication();
    onCall.follow("alerts/JobGivenUp.md#verification");
    onCall.awaitQuiet("JobGivenUp");
  }
}
