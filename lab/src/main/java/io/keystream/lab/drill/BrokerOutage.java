package io.keystream.lab.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.traffic.TrafficProducer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Takes every broker away for a minute while records keep coming, and gives them back. */
final class BrokerOutage implements Scenario {
  private static final Duration LOAD = Duration.ofSeconds(20);
  private static final Duration OUTAGE = Duration.ofSeconds(60);
  private static final Duration GOAL = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long POLL_MILLIS = 200;
  private static final int LINES_PER_SECOND = 200;
  private static final long SEED = 12;

  private final Pipeline pipeline = Pipeline.of("broker-outage", "2s");

  @Override
  public String name() {
    return "broker-outage";
  }

  @Override
  public String description() {
    return "every broker killed for 60 s under load";
  }

  @Override
  public LabOptions lab(LabOptions defaults) {
    return defaults;
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    pipeline.prepare(lab, 3);
    Gateway gateway = new Gateway(lab, pipeline);
    CommitWatch watch = CommitWatch.of(lab, pipeline);
    List<String> problems = new ArrayList<>();
    try (TrafficProducer traffic =
        TrafficProducer.start(lab.kafka(LabUser.ADMIN), pipeline.topic(), LINES_PER_SECOND, SEED)) {
      gateway.require("deploy");
      Thread.sleep(LOAD.toMillis());
      lab.kill("kafka");
      say.accept("the broker is killed");
      Thread.sleep(OUTAGE.toMillis());
      long before = watch.last().map(LedgerEntry::sequence).orElse(0L);
      lab.start("kafka");
      Duration pause = awaitCommitAfter(watch, before);
      say.accept("first commit %.1f s after the broker serves".formatted(pause.toMillis() / 1e3));
      if (pause.compareTo(GOAL) > 0) {
        problems.add(
            "first commit after %d s, wanted %d".formatted(pause.toSeconds(), GOAL.toSeconds()));
      }
      traffic.finish();
      awaitAllRead(watch, traffic);
    }
    JsonNode status = gateway.ask("status");
    if (status.path("attempt").asInt() != 1) {
      problems.add("more than one attempt");
    }
    gateway.require("stop");
    return Outcome.of(status.path("attempt").asInt(), pipeline.audit(lab), problems);
  }

  private static Duration awaitCommitAfter(CommitWatch watch, long sequence)
      throws IOException, InterruptedException {
    Instant begin = Instant.now();
    while (watch.last().map(LedgerEntry::sequence).orElse(0L) <= sequence) {
      pause(begin, "No commit");
    }
    return Duration.between(begin, Instant.now());
  }

  private static void awaitAllRead(CommitWatch watch, TrafficProducer traffic)
      throws IOException, InterruptedException {
    Instant begin = Instant.now();
    while (watch.last().map(entry -> entry.totals().read()).orElse(0L) < traffic.count()) {
      pause(begin, "Not everything was committed");
    }
  }

  private static void pause(Instant begin, String failure) throws InterruptedException {
    if (Instant.now().isAfter(begin.plus(PATIENCE))) {
      throw new LabException(failure + " within " + PATIENCE.toSeconds() + " s");
    }
    Thread.sleep(POLL_MILLIS);
  }
}
