package io.keystream.lab.crash;

import io.keystream.job.ledger.LedgerEntry;
import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Containers;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.process.Pause;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Kills drivers, executors with their receiver, the broker and the database at random moments under
 * load, with an upgrade in the middle, and compares what every output then has with what was sent.
 */
public final class CrashRun {
  private static final Duration RECOVERY = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int MOST_MILLIS_BEFORE_KILL = 4_000;
  private static final int MOST_MILLIS_AWAY = 8_000;

  private enum Victim {
    DRIVER,
    EXECUTOR,
    BROKER,
    DATABASE
  }

  /**
   * What became of the events.
   *
   * @param sent events acknowledged to their senders
   * @param problems one sentence each; none if every output has each event once
   */
  public record Verdict(int sent, int epochs, List<String> problems) {}

  private final Lab lab;
  private final int kills;
  private final Random random;
  private final Consumer<String> say;
  private final CrashPipeline pipeline;
  private CommitWatch watch;

  /**
   * Prepares a run.
   *
   * @param kills how many there are, at the least one of each kind
   * @param seed decides who is killed, and when
   * @param say told how it goes, one line at a time
   */
  public CrashRun(Lab lab, int kills, long seed, Consumer<String> say) {
    this.lab = lab;
    this.kills = kills;
    this.random = new Random(seed);
    this.say = say;
    this.pipeline = new CrashPipeline(lab);
  }

  /** Runs to the end; the job is stopped then. */
  public Verdict run(Path folder) throws IOException, InterruptedException, SQLException {
    Gateway gateway = pipeline.prepare();
    watch = CommitWatch.of(lab, pipeline.pipeline());
    Set<Long> sent;
    gateway.deployWithoutPreflight();
    try (Senders senders = pipeline.send()) {
      for (int kill = 0; kill < kills; kill++) {
        if (kill == kills / 2) {
          upgrade(gateway, folder);
        }
        kill(gateway, Victim.values()[kill < 4 ? kill : random.nextInt(4)]);
      }
      sent = senders.finish();
    }
    until("Everything committed", () -> last().totals().read() >= sent.size());
    gateway.require("stop");
    List<String> problems = compare(sent);
    if (!gateway.ask("ledger", "verify").path("ok").asBoolean()) {
      problems.add("the ledger does not verify");
    }
    return new Verdict(sent.size(), Math.toIntExact(last().epoch()), problems);
  }

  private void kill(Gateway gateway, Victim victim) throws IOException {
    Pause.of(Duration.ofMillis(random.nextInt(MOST_MILLIS_BEFORE_KILL)));
    LedgerEntry before = last();
    Containers containers = new Containers(lab, gateway.status().path("application_id").asText());
    switch (victim) {
      case DRIVER -> containers.driver().forEach(containers::kill);
      case EXECUTOR -> containers.executors().forEach(containers::kill);
      case BROKER -> takeAway("kafka");
      case DATABASE -> takeAway(CrashPipeline.DATABASE);
    }
    until(
        "Commits after the end of " + victim,
        () ->
            victim == Victim.DRIVER
                ? last().epoch() > before.epoch()
                : last().sequence() > before.sequence() + 1);
    say.accept("killed: " + victim + "; entry " + last().sequence());
  }

  private void takeAway(String daemon) throws IOException {
    lab.kill(daemon);
    Pause.of(Duration.ofMillis(random.nextInt(MOST_MILLIS_AWAY)));
    until(daemon + " again", () -> starts(daemon));
  }

  /** One that was killed may find its port or its lock taken for a moment. */
  private boolean starts(String daemon) {
    try {
      lab.start(daemon);
      return true;
    } catch (LabException e) {
      say.accept(daemon + " does not start yet: " + e.getMessage());
      return false;
    }
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void until(String what, Condition condition) throws IOException {
    Instant deadline = Instant.now().plus(RECOVERY);
    while (!condition.holds()) {
      if (Instant.now().isAfter(deadline)) {
        throw new LabException(what + ": not within " + RECOVERY.toMinutes() + " minutes");
      }
      Pause.of(POLL);
    }
  }

  /** The same classes in a jar with other bytes: for the job, other code. */
  private void upgrade(Gateway gateway, Path folder) throws IOException {
    Path jar = folder.resolve("keystream-0.1.1.jar");
    Files.copy(Path.of(lab.environment().get("KEYSTREAM_JAR")), jar);
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      Files.writeString(zip.getPath("rebuilt.txt"), "other code");
    }
    String before = last().fingerprint();
    gateway.with("keystream_jar", jar.toString()).deployWithoutPreflight();
    until("A commit of the rebuilt jar", () -> !last().fingerprint().equals(before));
    say.accept("upgraded; entry " + last().sequence());
  }

  private LedgerEntry last() throws IOException {
    return watch.last().orElseThrow();
  }

  private List<String> compare(Set<Long> sent)
      throws IOException, InterruptedException, SQLException {
    Results results = new Results(lab, pipeline);
    Set<Long> all = new TreeSet<>(sent);
    all.addAll(results.topic(pipeline.pipeline().topic()));
    Set<Long> rows = new TreeSet<>(all);
    rows.removeIf(Events::isMalformed);
    Set<Long> malformed = new TreeSet<>(all);
    malformed.removeAll(rows);
    List<String> problems = new ArrayList<>();
    compare("files", results.files(), rows, problems);
    compare("topic", results.topic(pipeline.rows()), rows, problems);
    compare("table", results.table(), rows, problems);
    compare("dead letters", results.deadLetters(), malformed, problems);
    return problems;
  }

  private static void compare(
      String output, List<Long> found, Set<Long> wanted, List<String> problems) {
    Map<Long, Integer> times = new HashMap<>();
    found.forEach(id -> times.merge(id, 1, Integer::sum));
    report(
        output, "lacks", wanted.stream().filter(id -> !times.containsKey(id)).toList(), problems);
    report(
        output,
        "has more than once",
        times.keySet().stream().filter(id -> times.get(id) > 1).toList(),
        problems);
    report(
        output,
        "has what nobody sent",
        times.keySet().stream().filter(id -> !wanted.contains(id)).toList(),
        problems);
  }

  private static void report(String output, String what, List<Long> ids, List<String> problems) {
    if (!ids.isEmpty()) {
      problems.add(output + " " + what + ": " + ids.size() + " events, such as " + ids.get(0));
    }
  }
}
