package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Takes every broker away while records keep coming, and gives them back when the runbook of the
 * alert has been followed so far.
 */
final class BrokerOutage implements Scenario {
  private static final Duration LOAD = Duration.ofSeconds(20);
  private static final Duration GOAL = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "broker-outage";
  }

  @Override
  public String description() {
    return "every broker killed under load, until the alert is fired and followed";
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return new LoadedJob(lab, Pipeline.of(name(), "2s"))
        .watched(say)
        .run(job -> outage(lab, job, say));
  }

  private static void outage(Lab lab, LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    Thread.sleep(LOAD.toMillis());
    OnCall onCall = job.onCall();
    onCall.faultBegins();
    lab.kill("kafka");
    say.accept("the broker is killed");
    onCall.awaitAlert("NoCommit");
    onCall.follow("alerts/NoCommit.md#diagnosis");
    long before = job.committed();
    lab.start("kafka");
    Duration pause = job.firstCommit(before, Instant.now(), GOAL);
    say.accept("first commit %s after the broker serves".formatted(Figures.seconds(pause)));
    onCall.follow("procedures/mend-job.md#brokers-away");
    onCall.follow("alerts/NoCommit.md#verification");
    onCall.awaitQuiet("NoCommit");
  }
}
