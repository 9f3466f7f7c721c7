package io.keystream.lab.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Containers;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.process.CommandResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** A job that has to go through faults in one attempt, while records keep coming. */
final class LoadedJob {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long POLL_MILLIS = 200;

  /** How many records a second come to a job unless the drill says otherwise. */
  static final int USUAL_LOAD = 200;

  private final Lab lab;
  private final Pipeline pipeline;
  private final CommitWatch watch;
  private final Map<String, String> spark = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final Gateway gateway;
  private boolean mayRestart;
  private JobTraffic traffic;
  private Containers containers;
  private int attempts = 1;
  private Optional<OnCall> onCall = Optional.empty();
  private Optional<Duration> firstCommit = Optional.empty();

  /** What is done to it. */
  interface Faults {
    void inject(LoadedJob job) throws IOException, InterruptedException;
  }

  LoadedJob(Lab lab, Pipeline pipeline) throws IOException, InterruptedException {
    this.lab = lab;
    this.pipeline = pipeline;
    this.watch = CommitWatch.of(lab, pipeline);
    this.gateway = new Gateway(lab, pipeline);
    // Tokens of a drill live for minutes, so a fetch that failed is soon tried again.
    withSpark(Map.of("spark.security.credentials.retryWait", "5s"));
  }

  /** Sets more of Spark's settings. */
  LoadedJob withSpark(Map<String, String> settings) {
    spark.putAll(settings);
    return with("keystream_spark_conf", Map.copyOf(spark));
  }

  /** Sets a variable of the inventory. */
  LoadedJob with(String name, Object value) {
    gateway.with(name, value);
    return this;
  }

  /** Allows more attempts than one. */
  LoadedJob mayRestart() {
    mayRestart = true;
    return this;
  }

  /** Says how many attempts the faults make necessary, if not one. */
  LoadedJob needing(int number) {
    attempts = number;
    return this;
  }

  /** Watches it as in production, by alerts, with somebody who follows the runbooks. */
  LoadedJob watched(Consumer<String> say) throws IOException {
    onCall = Optional.of(new OnCall(lab, this, say));
    return this;
  }

  /** Who looks after it, where it is {@link #watched}. */
  OnCall onCall() {
    return onCall.orElseThrow();
  }

  /** Deploys it, injects the faults, waits until everything that was sent is read, and stops it. */
  Outcome run(Faults faults) throws IOException, InterruptedException {
    try {
      return deployAndInject(faults);
    } finally {
      if (onCall.isPresent()) {
        onCall.get().end();
      }
    }
  }

  private Outcome deployAndInject(Faults faults) throws IOException, InterruptedException {
    try (JobTraffic sending = JobTraffic.start(lab, pipeline, USUAL_LOAD)) {
      traffic = sending;
      deployAgain();
      if (onCall.isPresent()) {
        onCall.get().begin();
      }
      faults.inject(this);
      traffic.finish();
      awaitRead(traffic.ends());
    }
    JsonNode status = status();
    if (status.path("attempt").asInt() != attempts && !mayRestart) {
      problems.add("wanted attempts: " + attempts);
    }
    // YARN collects the logs when the job has ended.
    int failedBatches = new DriverLog(lab).failedBatches();
    gateway.require("stop");
    return Outcome.of(
        new Figures(
            status.path("attempt").asInt(),
            failedBatches,
            Figures.longestPause(watch.all()),
            firstCommit,
            traffic.audit(watch.all())),
        onCall.map(OnCall::response).orElse(Response.NONE),
        problems);
  }

  /** Deploys it, also when YARN has given it up. */
  void deployAgain() {
    gateway.require("deploy");
    findApplication();
  }

  /** Finds the application that somebody else has submitted. */
  void findApplication() {
    containers = new Containers(lab, status().path("application_id").asText());
  }

  /** What {@code keystream status} says. */
  JsonNode status() {
    return gateway.status();
  }

  Pipeline pipeline() {
    return pipeline;
  }

  /** Where it runs. */
  Lab lab() {
    return lab;
  }

  /** Its processes. */
  Containers containers() {
    return containers;
  }

  /** Where it is deployed from. */
  Gateway gateway() {
    return gateway;
  }

  /** What is sent to it. */
  JobTraffic traffic() {
    return traffic;
  }

  /** All entries of its ledger, oldest first. */
  List<LedgerEntry> entries() throws IOException {
    return watch.all();
  }

  /** Sequence of the last entry. */
  long committed() throws IOException {
    return watch.last().map(LedgerEntry::sequence).orElse(0L);
  }

  /** Waits for an entry after this one, and says how long that took. */
  Duration awaitCommitAfter(long sequence) throws IOException, InterruptedException {
    Instant begin = Instant.now();
    while (committed() <= sequence) {
      pause(begin, "No commit");
    }
    return Duration.between(begin, Instant.now());
  }

  /** Waits until all is committed up to these offsets, and says how long that took. */
  Duration awaitRead(Map<TopicPartition, Long> offsets) throws IOException, InterruptedException {
    Instant begin = Instant.now();
    while (!isRead(offsets)) {
      pause(begin, "Not everything was committed");
    }
    return Duration.between(begin, Instant.now());
  }

  private boolean isRead(Map<TopicPartition, Long> offsets) throws IOException {
    Map<TopicPartition, Long> next =
        watch.last().map(entry -> entry.positions().next()).orElse(Map.of());
    return offsets.entrySet().stream()
        .allMatch(end -> next.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  /** Waits until fewer records wait to be committed than these, while more come. */
  Duration awaitFewerWaiting(long records) throws IOException, InterruptedException {
    Instant begin = Instant.now();
    while (waiting() >= records) {
      pause(begin, "Not fewer than " + records + " records waited");
    }
    return Duration.between(begin, Instant.now());
  }

  /** Number of records that wait to be committed. */
  long waiting() throws IOException {
    return traffic.count() - watch.last().map(entry -> entry.totals().read()).orElse(0L);
  }

  /** Waits until it has so many executors, and returns their process ids. */
  List<Long> awaitExecutors(int number) throws InterruptedException {
    Instant begin = Instant.now();
    List<Long> executors = containers.executors();
    while (executors.size() != number) {
      pause(begin, "Not " + number + " executors");
      executors = containers.executors();
    }
    return executors;
  }

  /** Has its driver do nothing more, and returns the sequence of the last entry. */
  long freezeDriver() throws IOException {
    containers.driver().forEach(containers::freeze);
    return committed();
  }

  /**
   * Waits for the first commit when a fault is over, and notes if it takes longer than it should.
   *
   * @param before sequence of the last commit before
   * @param since when the fault was over
   */
  Duration firstCommit(long before, Instant since, Duration goal)
      throws IOException, InterruptedException {
    awaitCommitAfter(before);
    Duration pause = Duration.between(since, Instant.now());
    if (firstCommit.filter(longer -> longer.compareTo(pause) >= 0).isEmpty()) {
      firstCommit = Optional.of(pause);
    }
    if (pause.compareTo(goal) > 0) {
      problem(
          "first commit after %s, wanted %s"
              .formatted(Figures.seconds(pause), Figures.seconds(goal)));
    }
    return pause;
  }

  /** Notes if a playbook did not say this; where its lines break is left out of account. */
  void want(CommandResult answer, String words) {
    if (!answer.output().replaceAll("\\s+", " ").contains(words)) {
      problem("the playbook did not say '" + words + "', but: " + answer.output());
    }
  }

  /** Notes what was not as promised. */
  void problem(String what) {
    problems.add(what);
  }

  private static void pause(Instant begin, String failure) throws InterruptedException {
    if (Instant.now().isAfter(begin.plus(PATIENCE))) {
      throw new LabException(failure + " within " + PATIENCE.toSeconds() + " s");
    }
    Thread.sleep(POLL_MILLIS);
  }
}
