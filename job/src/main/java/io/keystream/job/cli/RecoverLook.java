package io.keystream.job.cli;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.ledger.LedgerVerification;
import io.keystream.job.ledger.RepairPlan;
import io.keystream.job.ledger.RepairRequests;
import io.keystream.job.output.RowsOfFile;
import io.keystream.job.source.KafkaComparison;
import io.keystream.job.source.TopicState;
import io.keystream.security.preflight.HdfsChecks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/** Asks all whom a diagnosis needs, side by side, and for a while only. */
final class RecoverLook {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration HORIZON = Duration.ofDays(14);

  private final Cluster cluster;
  private final TimeLimit.Question<TopicState> topics;
  private final long newest;
  private final Duration patienceForFiles;

  /**
   * Looks at a cluster.
   *
   * @param topics asks the brokers what they hold
   * @param newest published files of how many of the newest entries are looked for
   * @param patienceForFiles how long that may take
   */
  RecoverLook(
      Cluster cluster,
      TimeLimit.Question<TopicState> topics,
      long newest,
      Duration patienceForFiles) {
    this.cluster = cluster;
    this.topics = topics;
    this.newest = newest;
    this.patienceForFiles = patienceForFiles;
  }

  /**
   * What they answer. Whoever does not answer keeps nobody else from it.
   *
   * @throws AccessControlException if the principal may not use the home of the job
   */
  RecoverFacts facts() throws AccessControlException, InterruptedException {
    PipelineConfig pipeline = cluster.release().pipeline();
    Aside<Asked<String>> hdfs =
        Asked.aside(() -> HdfsChecks.answer(cluster.configuration(), pipeline.home()));
    Aside<Asked<String>> yarn = Asked.aside(this::application);
    Aside<Asked<TopicState>> kafka = Asked.aside(topics);
    Aside<Asked<Optional<LedgerEntry>>> newest = Asked.aside(this::newest);
    Aside<Asked<WatchdogFacts>> job = Asked.aside(() -> WatchdogFacts.of(cluster));
    Aside<Asked<StatusReport>> status = Asked.aside(() -> StatusReport.brief(cluster));
    Aside<Asked<Map<String, List<Long>>>> requests = Asked.aside(this::requests);
    Aside<Asked<List<TokensReport.Row>>> tokens = Asked.aside(this::tokens);
    Aside<Asked<Map<String, Long>>> checkpoints = Asked.aside(this::checkpoints);
    Aside<Asked<LedgerVerification>> verified = Asked.aside(this::verification);
    cluster.refuseStrangers(PATIENCE);
    Asked<String> home = Asked.await(hdfs, PATIENCE);
    Asked<TopicState> held = Asked.await(kafka, PATIENCE);
    Duration limit = home.failed() ? PATIENCE : patienceForFiles;
    Asked<LedgerVerification> ledger = Asked.await(verified, limit);
    return new RecoverFacts(
        RecoverFacts.Scope.of(pipeline),
        home,
        Asked.await(yarn, PATIENCE),
        lag(held, Asked.await(newest, PATIENCE)),
        Asked.await(job, PATIENCE),
        Asked.await(status, PATIENCE),
        ledger,
        plan(ledger, held),
        Asked.await(requests, PATIENCE).or(Map::of),
        Asked.await(tokens, PATIENCE),
        Asked.await(checkpoints, PATIENCE),
        Instant.now());
  }

  private String application() throws IOException {
    return cluster
        .applications()
        .newest()
        .map(found -> found.getApplicationId() + " is " + found.getYarnApplicationState())
        .orElse("no application of " + cluster.release().pipeline().name());
  }

  /** One that is damaged is told of by the verification. */
  private Optional<LedgerEntry> newest() throws IOException {
    try {
      return Ledger.peek(cluster.files(), cluster.home());
    } catch (LedgerException e) {
      return Optional.empty();
    }
  }

  private Asked<Optional<KafkaLag>> lag(
      Asked<TopicState> topics, Asked<Optional<LedgerEntry>> newest) {
    if (topics.failed()) {
      return Asked.without(topics.problem());
    }
    return Asked.of(
        newest
            .or(Optional::empty)
            .map(
                last ->
                    KafkaLag.of(
                        KafkaComparison.of(last.positions(), last.topicIds(), topics.answer()),
                        cluster.release())));
  }

  private LedgerVerification verification() throws IOException {
    LedgerVerification.Scope scope =
        new LedgerVerification.Scope(
            newest, RowsOfFile.byFooter(cluster.configuration()), List.of());
    try {
      return LedgerVerification.of(cluster.files(), cluster.home(), scope);
    } catch (LedgerException e) {
      return LedgerVerification.unreadable(e.getMessage());
    }
  }

  private Asked<RepairPlan> plan(Asked<LedgerVerification> ledger, Asked<TopicState> topics)
      throws InterruptedException {
    if (ledger.failed() || ledger.answer().damaged().isEmpty()) {
      return null;
    }
    if (topics.failed()) {
      return Asked.without("Kafka, of which they are read again, does not answer");
    }
    return Asked.await(
        Asked.aside(
            () -> {
              RepairingReplay replay = RepairingReplay.of(cluster, topics.answer());
              return replay.plan(replay.entries(ledger.answer().damaged().keySet()), false);
            }),
        patienceForFiles);
  }

  private Map<String, List<Long>> requests() throws IOException {
    RepairRequests requests = new RepairRequests(cluster.files(), cluster.home());
    Map<String, List<Long>> waiting = new TreeMap<>();
    for (String id : requests.pending()) {
      waiting.put(id, requests.read(id).entries());
    }
    return waiting;
  }

  private List<TokensReport.Row> tokens() throws IOException, InterruptedException {
    return TokensReport.of(cluster, HORIZON, Instant.now()).rows();
  }

  private Map<String, Long> checkpoints() throws IOException {
    Map<String, Long> newest = new TreeMap<>();
    for (FileStatus folder : cluster.files().list(cluster.home().checkpoints())) {
      newestIn(folder.getPath())
          .ifPresent(file -> newest.put(file.getPath().toUri().getPath(), file.getLen()));
    }
    return newest;
  }

  private Optional<FileStatus> newestIn(Path folder) throws IOException {
    return cluster.files().list(folder).stream()
        .filter(file -> file.getPath().getName().matches("checkpoint-\\d+"))
        .max(Comparator.comparing(file -> file.getPath().getName()));
  }
}
