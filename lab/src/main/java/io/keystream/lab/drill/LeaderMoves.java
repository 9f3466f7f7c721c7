package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Takes one broker after the other away while records keep coming, so that leaders move. */
final class LeaderMoves implements Scenario {
  private static final int BROKERS = 3;
  private static final Duration OUTAGE = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "leader-moves";
  }

  @Override
  public String description() {
    return "each of three brokers killed in turn for 20 s under load";
  }

  @Override
  public LabOptions lab(LabOptions defaults) {
    return defaults.withBrokers(BROKERS);
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return new LoadedJob(lab, Pipeline.of(name(), "1s")).run(job -> roll(lab, job, say));
  }

  private static void roll(Lab lab, LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    for (int broker = 1; broker <= BROKERS; broker++) {
      long before = job.committed();
      lab.kill("kafka-" + broker);
      Thread.sleep(OUTAGE.toMillis());
      long without = job.committed();
      say.accept("%d entries without broker %d".formatted(without - before, broker));
      if (without == before) {
        job.problem("nothing was committed while broker " + broker + " was away");
      }
      lab.start("kafka-" + broker);
      job.awaitCommitAfter(without);
    }
  }
}
