package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lets the job outlive its credentials several times over, while records keep coming: Kafka's
 * tokens expire after 90 s, those of HDFS after a life of 180 s at the most, and no ticket is valid
 * or renewable for more than 5 min.
 */
final class TokenExpiry implements Scenario {
  private static final Duration LOAD = Duration.ofMinutes(16);
  private static final Duration REPORT = Duration.ofMinutes(1);
  private static final int TICKET_MINUTES = 5;

  /** What Spark logs when a batch fails, and the job when it waits for the brokers. */
  private static final List<String> FAILURES =
      List.of(
          "Error generating jobs for time",
          "Error running job streaming job",
          "Lost task",
          "Nothing is read of",
          "The next batch reads");

  @Override
  public String name() {
    return "token-expiry";
  }

  @Override
  public String description() {
    return "16 min under load with Kafka tokens of 90 s, HDFS tokens of 180 s, tickets of 5 min";
  }

  @Override
  public LabOptions lab(LabOptions defaults) {
    return defaults
        .with("kafka.delegation.token.expiry.time.ms", "90000")
        .with("kafka.delegation.token.max.lifetime.ms", "240000")
        .with("kafka.delegation.token.expiry.check.interval.ms", "10000")
        .with("hdfs.dfs.namenode.delegation.token.renew-interval", "60000")
        .with("hdfs.dfs.namenode.delegation.token.max-lifetime", "180000")
        .with("hdfs.dfs.namenode.delegation.key.update-interval", "60000");
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    ShortTickets.of(lab, TICKET_MINUTES);
    return new LoadedJob(lab, Pipeline.of(name(), "2s"))
        .run(
            job -> {
              outlive(job, say);
              new DriverLog(lab).report(FAILURES, job);
            });
  }

  private static void outlive(LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plus(LOAD);
    while (Instant.now().isBefore(end)) {
      long before = job.committed();
      Thread.sleep(REPORT.toMillis());
      say.accept("%d commits in %d s".formatted(job.committed() - before, REPORT.toSeconds()));
    }
  }
}
