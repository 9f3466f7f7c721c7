package io.keystream.lab.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.process.Command;
import io.keystream.lab.process.CommandResult;
import io.keystream.lab.traffic.TrafficProducer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lets the job outlive its tokens several times over: Kafka's expire after 90 s, those of HDFS
 * after a life of 180 s at the most, while records keep coming.
 */
final class TokenExpiry implements Scenario {
  private static final Duration LOAD = Duration.ofMinutes(10);
  private static final Duration REPORT = Duration.ofSeconds(30);
  private static final Duration DRAIN = Duration.ofMinutes(2);
  private static final int LINES_PER_SECOND = 200;
  private static final long SEED = 11;

  /** What Spark logs when a batch fails, and the job when it waits for the brokers. */
  private static final List<String> FAILURES =
      List.of(
          "Error generating jobs for time",
          "Error running job streaming job",
          "Lost task",
          "Nothing is read of",
          "The next batch reads");

  private final Pipeline pipeline = Pipeline.of("token-expiry", "2s");

  @Override
  public String name() {
    return "token-expiry";
  }

  @Override
  public String description() {
    return "ten minutes under load with Kafka tokens of 90 s and HDFS tokens of 180 s";
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
    pipeline.prepare(lab, 3);
    Gateway gateway = new Gateway(lab, pipeline);
    try (TrafficProducer traffic =
        TrafficProducer.start(lab.kafka(LabUser.ADMIN), pipeline.topic(), LINES_PER_SECOND, SEED)) {
      gateway.require("deploy");
      load(gateway, traffic, say);
      traffic.finish();
      drain(gateway, traffic);
    }
    JsonNode status = gateway.ask("status");
    gateway.require("stop");
    return Outcome.of(status.path("attempt").asInt(), pipeline.audit(lab), problems(lab, status));
  }

  private static void load(Gateway gateway, TrafficProducer traffic, Consumer<String> say)
      throws InterruptedException {
    Instant end = Instant.now().plus(LOAD);
    while (Instant.now().isBefore(end)) {
      Thread.sleep(REPORT.toMillis());
      JsonNode status = gateway.ask("status");
      say.accept(
          "%d sent, %d read, last commit %d s ago, attempt %d"
              .formatted(
                  traffic.count(),
                  read(status),
                  status.path("last_commit").path("age_seconds").asLong(),
                  status.path("attempt").asInt()));
    }
  }

  private static void drain(Gateway gateway, TrafficProducer traffic) throws InterruptedException {
    Instant end = Instant.now().plus(DRAIN);
    while (read(gateway.ask("status")) < traffic.count()) {
      if (Instant.now().isAfter(end)) {
        throw new LabException("Not everything was committed within " + DRAIN);
      }
      Thread.sleep(1_000);
    }
  }

  private static long read(JsonNode status) {
    return status.path("records").path("read").asLong();
  }

  private static List<String> problems(Lab lab, JsonNode status) {
    List<String> problems = new ArrayList<>();
    if (status.path("attempt").asInt() != 1) {
      problems.add("more than one attempt");
    }
    CommandResult logs =
        lab.run(
            Command.of("yarn", "logs", "-applicationId", status.path("application_id").asText()));
    if (!logs.stdout().contains("Committed entry")) {
      problems.add("the driver's log was not collected, so it was not searched for failed batches");
    }
    for (String failure : FAILURES) {
      long times = logs.stdout().lines().filter(line -> line.contains(failure)).count();
      if (times > 0) {
        problems.add("'" + failure + "' " + times + " times in the logs");
      }
    }
    return problems;
  }
}
