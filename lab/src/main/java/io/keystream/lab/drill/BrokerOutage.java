package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Takes every broker away for a minute while records keep coming, and gives them back. */
final class BrokerOutage implements Scenario {
  private static final Duration LOAD = Duration.ofSeconds(20);
  private static final Duration OUTAGE = Duration.ofSeconds(60);
  private static final Duration GOAL = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "broker-outage";
  }

  @Override
  public String description() {
    return "every broker killed for 60 s under load";
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return new LoadedJob(lab, Pipeline.of(name(), "2s")).run(job -> outage(lab, job, say));
  }

  private static void outage(Lab lab, LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    Thread.sleep(LOAD.toMillis());
    lab.kill("kafka");
    say.accept("the broker is killed");
    Thread.sleep(OUTAGE.toMillis());
    long before = job.committed();
    lab.start("kafka");
    Duration pause = job.awaitCommitAfter(before);
    say.accept("first commit %.1f s after the broker serves".formatted(pause.toMillis() / 1e3));
    if (pause.compareTo(GOAL) > 0) {
      job.problem(
          "first commit after %d s, wanted %d".formatted(pause.toSeconds(), GOAL.toSeconds()));
    }
  }
}
