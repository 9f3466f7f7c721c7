package io.keystream.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.process.Pause;
import io.keystream.lab.traffic.TrafficProducer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The steps of one run.
 *
 * <p>Every run uses the pipeline {@code demo} and removes first what an earlier one has left; see
 * {@link EarlierRun}. A cluster that is up is used and stays up; one that the run starts is taken
 * down at its end. With {@code --keep} both cluster and job stay.
 */
final class DemoRun {
  private static final Pipeline PIPELINE = Pipeline.of("demo", "2s");
  private static final int PARTITIONS = 3;
  private static final int LINES_PER_SECOND = 200;
  private static final Duration POLL = Duration.ofSeconds(1);

  /** How long the job may stand still, with records to read. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Screen screen;
  private final DemoSettings settings;
  private final LabOptions options;
  private final boolean labWasUp;
  private boolean labTouched;
  private Lab lab;
  private Playbooks playbooks;
  private TrafficProducer traffic;
  private boolean jobMayRun;

  DemoRun(Screen screen, DemoSettings settings) {
    this.screen = screen;
    this.settings = settings;
    LabOptions wanted = LabOptions.fromEnvironment();
    Optional<LabOptions> running = LabOptions.running(wanted.directory());
    this.labWasUp = running.isPresent();
    this.options = running.orElse(wanted);
  }

  /** Runs all steps and tells about each. */
  Outcome run() throws IOException, InterruptedException {
    screen.text(
        "Keystream demo: web traffic -> Kafka -> Spark Streaming on YARN -> Parquet in HDFS");
    screen.text("The same lines again: ./kit demo --seed " + settings.seed());
    bringUp();
    removeEarlierRun();
    prepareTopic();
    startTraffic();
    CommitWatch commits = CommitWatch.of(lab, PIPELINE);
    String applicationId = deploy(commits);
    feed(commits);
    awaitCommitted(commits);
    if (!settings.keep()) {
      stopJob();
    }
    return examine(commits, applicationId);
  }

  private void bringUp() {
    screen.step(
        labWasUp
            ? "Use the cluster that is up"
            : "Start a cluster with Kerberos and TLS everywhere",
        Commands.LAB_UP);
    labTouched = true;
    lab = Lab.startWith(options, screen::progress);
    playbooks = new Playbooks(lab, new Gateway(lab, PIPELINE), screen);
    screen.detail(
        "in %s: %s"
            .formatted(
                options.directory(),
                String.join(" ", lab.daemons().stream().map(daemon -> daemon.name()).toList())));
  }

  private void removeEarlierRun() throws IOException, InterruptedException {
    EarlierRun earlier = new EarlierRun(lab, playbooks.gateway());
    if (!earlier.exists()) {
      return;
    }
    if (earlier.isRunning()) {
      screen.step("Stop the job of an earlier demo", commands().playbook("stop"));
      playbooks.run("stop", () -> "stopping");
    }
    screen.step("Remove what an earlier demo left", commands().removeEarlierRun());
    earlier.remove();
  }

  private void prepareTopic() {
    screen.step(
        "Create a topic, and allow the job's user to use it", commands().prepareTopic(PARTITIONS));
    PIPELINE.prepare(lab, PARTITIONS);
  }

  private void startTraffic() {
    screen.step(
        "Let web traffic flow, %d lines a second".formatted(LINES_PER_SECOND),
        commands().produce());
    traffic =
        TrafficProducer.start(
            lab.kafka(LabUser.KEYSTREAM), PIPELINE.topic(), LINES_PER_SECOND, settings.seed());
  }

  private String deploy(CommitWatch commits) {
    screen.step("Deploy the job with Ansible", commands().playbook("deploy"));
    jobMayRun = true;
    playbooks.run("deploy", () -> progress(commits).line());
    JsonNode status = playbooks.gateway().status();
    String applicationId = status.path("application_id").asText();
    screen.detail("application  " + applicationId + " " + status.path("state").asText());
    screen.detail("page         " + status.path("tracking_url").asText());
    screen.detail("output       " + status.path("output").asText());
    return applicationId;
  }

  private void feed(CommitWatch commits) {
    screen.step(
        "Watch it for %d s".formatted(settings.seconds()),
        playbooks.gateway().folder().resolve("bin/keystream") + " status");
    Instant end = Instant.now().plusSeconds(settings.seconds());
    while (Instant.now().isBefore(end)) {
      screen.progress(progress(commits).line());
      Pause.of(POLL);
    }
  }

  private void awaitCommitted(CommitWatch commits) throws IOException {
    screen.step("End the traffic, and wait until all of it is committed");
    traffic.finish();
    long committed = -1;
    Instant moved = Instant.now();
    while (!isComplete(commits)) {
      Progress now = progress(commits);
      if (now.committed() > committed) {
        committed = now.committed();
        moved = Instant.now();
      }
      if (Instant.now().isAfter(moved.plus(PATIENCE))) {
        throw new LabException(
            "Nothing was committed for %d s: %s".formatted(PATIENCE.toSeconds(), now.line()));
      }
      screen.progress(now.line());
      Pause.of(POLL);
    }
    screen.detail(progress(commits).line());
  }

  private boolean isComplete(CommitWatch commits) throws IOException {
    Optional<LedgerEntry> last = commits.last();
    return last.isPresent()
        && last.get().totals().read() >= traffic.count()
        && commits.isPublished(last.get());
  }

  private void stopJob() {
    screen.step("Stop the job after the batch in work", commands().playbook("stop"));
    playbooks.run("stop", () -> "stopping");
    jobMayRun = false;
  }

  private Outcome examine(CommitWatch commits, String applicationId)
      throws IOException, InterruptedException {
    screen.step("Read Kafka and HDFS back, and compare them record by record");
    Outcome outcome =
        new Examination(lab, PIPELINE)
            .outcome(applicationId, commits.all(), traffic.acknowledged());
    screen.text("");
    screen.text(DemoReport.text(outcome));
    screen.text("");
    boolean stays = labWasUp || settings.keep();
    screen.text(
        stays
            ? "See for yourself:"
            : "With ./kit demo --keep the cluster stays; then see for yourself:");
    commands().look(applicationId).forEach(command -> screen.text("  " + command));
    return outcome;
  }

  /**
   * Undoes what this run has started, unless it is to be kept.
   *
   * @param understood whether nobody has to find out what went wrong
   */
  void cleanUp(boolean understood) {
    if (traffic != null) {
      traffic.close();
    }
    Leftovers leftovers = new Leftovers(screen, options, labWasUp);
    if (!understood) {
      leftovers.tellLogs(settings.keep());
    }
    if (settings.keep()) {
      leftovers.tellKept();
    } else if (labTouched && !labWasUp) {
      leftovers.takeDown();
    } else if (jobMayRun) {
      leftovers.stopJob(playbooks.gateway());
    }
  }

  private Progress progress(CommitWatch commits) {
    try {
      return Progress.of(traffic.count(), commits.last(), Instant.now());
    } catch (IOException e) {
      throw new LabException("Cannot read the ledger: " + e.getMessage(), e);
    }
  }

  private Commands commands() {
    return new Commands(lab, PIPELINE);
  }
}
