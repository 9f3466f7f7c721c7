package io.keystream.lab.drill;

import io.keystream.job.ledger.LedgerEntry;
import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.process.Command;
import io.keystream.lab.traffic.TrafficProducer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileUtil;

/**
 * Moves a job to another cluster, with another realm, HDFS, YARN and authority: its backup and its
 * output are copied, and the volume of its broker is moved. Only the first cluster's end makes room
 * for the second one, so both are in the same folder.
 */
final class RestoreElsewhere implements Scenario {
  private static final int LINES_PER_SECOND = 200;
  private static final Duration LOAD = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long POLL_MILLIS = 500;
  private static final String BROKER = "kafka";
  private static final String BACKUP = "/user/keystream/backup";

  private final Pipeline pipeline = Pipeline.of(name(), "2s");

  @Override
  public String name() {
    return "restore-elsewhere";
  }

  @Override
  public String description() {
    return "a job backed up, restored into a second lab, and going on there";
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Path luggage = Files.createTempDirectory(options.checkout().resolve("target"), name());
    try {
      return move(options, luggage, say);
    } finally {
      FileUtil.fullyDelete(luggage.toFile());
    }
  }

  private Outcome move(LabOptions options, Path luggage, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab first = Lab.startWith(options, say);
    long sent = backUp(first, say);
    List<LedgerEntry> before = CommitWatch.of(first, pipeline).all();
    pack(first, luggage);
    first.stop();
    say.accept("the first lab is gone, after entry %d".formatted(before.size()));
    Lab second = Lab.startWith(options, say);
    unpack(second, luggage);
    return goOn(second, before, sent, say);
  }

  /** Has the job run and stop, and more records come, which wait. */
  private long backUp(Lab lab, Consumer<String> say) throws IOException, InterruptedException {
    pipeline.prepare(lab, 3);
    Gateway gateway = new Gateway(lab, pipeline);
    try (TrafficProducer traffic = traffic(lab, 1)) {
      gateway.require("deploy");
      Thread.sleep(LOAD.toMillis());
      gateway.require("stop");
      gateway.require("backup", "-e", "keystream_service_backup=" + BACKUP);
      traffic.finish();
      say.accept("%d records sent, the job is backed up".formatted(traffic.count()));
      return traffic.count();
    }
  }

  private void pack(Lab lab, Path luggage) throws IOException {
    for (String folder : folders()) {
      hdfs(lab, "-get", folder, luggage.toString());
    }
    lab.kill(BROKER);
    Files.move(volume(lab), luggage.resolve(BROKER));
  }

  private void unpack(Lab lab, Path luggage) throws IOException {
    lab.kill(BROKER);
    Files.move(volume(lab), luggage.resolve("empty"));
    Files.move(luggage.resolve(BROKER), volume(lab));
    lab.start(BROKER);
    hdfs(lab, "-mkdir", "-p", pipeline.home());
    for (String folder : folders()) {
      String name = luggage.resolve(Path.of(folder).getFileName()).toString();
      hdfs(lab, "-put", name, Path.of(folder).getParent().toString());
    }
  }

  private List<String> folders() {
    return List.of(BACKUP, pipeline.output(), pipeline.deadLetters());
  }

  private static void hdfs(Lab lab, String... arguments) {
    List<String> command = new ArrayList<>(List.of("hdfs", "dfs"));
    command.addAll(List.of(arguments));
    lab.run(Command.of(command)).orThrow();
  }

  private static Path volume(Lab lab) {
    return lab.folders().data().resolve("kafka-1");
  }

  private Outcome goOn(Lab lab, List<LedgerEntry> before, long sent, Consumer<String> say)
      throws IOException, InterruptedException {
    Gateway gateway = new Gateway(lab, pipeline);
    List<String> problems = new ArrayList<>();
    try (TrafficProducer traffic = traffic(lab, 2)) {
      gateway.require("restore", "-e", "keystream_service_backup=" + BACKUP);
      Instant start = Instant.now();
      gateway.require("start");
      say.accept("started there within " + Figures.seconds(Duration.between(start, Instant.now())));
      Thread.sleep(LOAD.toMillis());
      traffic.finish();
      awaitRead(lab, sent + traffic.count());
    }
    int attempts = gateway.status().path("attempt").asInt();
    int failedBatches = new DriverLog(lab).failedBatches();
    gateway.require("stop");
    List<LedgerEntry> after = CommitWatch.of(lab, pipeline).all();
    if (!after.subList(0, before.size()).equals(before) || after.size() == before.size()) {
      problems.add(
          "the ledger has %d entries, and does not go on after the %d of the first lab"
              .formatted(after.size(), before.size()));
    }
    if (!gateway.ask("ledger", "verify").path("problems").isEmpty()) {
      problems.add("keystream ledger verify finds problems");
    }
    Figures figures =
        new Figures(
            attempts,
            failedBatches,
            Figures.longestPause(after),
            Optional.empty(),
            pipeline.audit(lab));
    return Outcome.of(figures, Response.NONE, problems);
  }

  private TrafficProducer traffic(Lab lab, long seed) {
    return TrafficProducer.start(
        lab.kafka(LabUser.ADMIN), pipeline.topic(), LINES_PER_SECOND, seed);
  }

  private void awaitRead(Lab lab, long records) throws IOException, InterruptedException {
    CommitWatch watch = CommitWatch.of(lab, pipeline);
    Instant end = Instant.now().plus(PATIENCE);
    while (watch.last().map(entry -> entry.totals().read()).orElse(0L) < records) {
      if (Instant.now().isAfter(end)) {
        throw new LabException("Not everything was read within " + PATIENCE.toSeconds() + " s");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}
