package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Makes the brokers forget every delegation token of the job, which Spark would replace after 18
 * hours, and restarts them, so that every client has to log in again.
 */
final class TokenDeleted implements Scenario {
  private static final Duration LOAD = Duration.ofSeconds(20);
  private static final Duration GOAL = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "token-deleted";
  }

  @Override
  public String description() {
    return "every Kafka token of the job expired at the broker, and the broker restarted, under load";
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return new LoadedJob(lab, Pipeline.of(name(), "2s")).run(job -> delete(lab, job, say));
  }

  private static void delete(Lab lab, LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    Thread.sleep(LOAD.toMillis());
    // Kafka lets only owner and renewers do so.
    int expired = lab.kafka(LabUser.KEYSTREAM).expireTokens();
    say.accept(expired + " tokens are expired");
    lab.kill("kafka");
    lab.start("kafka");
    long before = job.committed();
    Duration pause = job.firstCommit(before, Instant.now(), GOAL);
    say.accept("first commit %s after the broker serves".formatted(Figures.seconds(pause)));
    if (expired == 0) {
      job.problem("there was no token to expire");
    }
    DriverLog log = new DriverLog(lab);
    say.accept(log.await("Renewed tokens after Kafka refused a login", GOAL));
    Thread.sleep(LOAD.toMillis());
    int repairs = log.lines("Renewed tokens ").size();
    if (repairs != 1) {
      job.problem(repairs + " renewals in the place of Spark, wanted 1");
    }
  }
}
