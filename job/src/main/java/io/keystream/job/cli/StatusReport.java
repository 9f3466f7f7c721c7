package io.keystream.job.cli;

import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.RecordedCredentials;
import io.keystream.security.token.Credential;
import io.keystream.security.token.Outlook;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;

/**
 * How a job is; what {@code status --json} prints.
 *
 * @param state {@code ABSENT}, {@code ACCEPTED}, {@code RUNNING}, {@code STOPPED} or {@code FAILED}
 * @param submittedAt by the clock of the ResourceManager; null if YARN knows no application
 * @param diagnostics what YARN says of an application that has ended; null of any other
 * @param lastCommit null before the first
 * @param records all since the first start
 * @param commits the newest, oldest first
 * @param pace of the newest {@value #PACE_OF} commits
 * @param lag null where nothing of Kafka is read, or nothing is committed yet
 * @param deadLetters null while there are none
 * @param credentials null for a job that does not run, or has written nothing down yet
 * @param ending what the job logs in with that has ended, or ends within 14 days and nothing renews
 * @param watchdogGaveUpAt null if it has not
 * @param next what is to be done, the most urgent first; empty if nothing is
 */
record StatusReport(
    String name,
    String state,
    String applicationId,
    String release,
    int attempt,
    Instant submittedAt,
    String trackingUrl,
    String diagnostics,
    LastCommit lastCommit,
    RecordCounts records,
    List<Commit> commits,
    CommitPace pace,
    KafkaLag lag,
    RecentLetters deadLetters,
    String output,
    List<ListeningReceiver> receivers,
    NextEnd credentials,
    List<Ending> ending,
    Control.LastFailure lastFailure,
    Instant watchdogGaveUpAt,
    List<NextStep> next) {
  private static final int PACE_OF = 20;
  private static final int SHOWN = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration HORIZON = Duration.ofDays(14);

  /** The newest entry of the ledger. */
  record LastCommit(long sequence, Instant batchTime, Instant committedAt, long ageSeconds) {}

  /** An entry of the ledger. */
  record Commit(long sequence, Instant committedAt, double delaySeconds, RecordCounts records) {}

  /** A credential that somebody has to do something about. */
  record Ending(String kind, String service, String state, String action) {}

  /** Looks at YARN and HDFS, and meanwhile at Kafka, which need not answer. */
  static StatusReport of(Cluster cluster) throws IOException, InterruptedException {
    Optional<LedgerEntry> last = Ledger.peek(cluster.files(), cluster.home());
    Release release = cluster.release();
    boolean readsKafka =
        release.pipeline().allSources().values().stream()
            .anyMatch(source -> source.kafka().isPresent());
    Optional<Aside<KafkaLag>> lag =
        last.filter(entry -> readsKafka)
            .map(entry -> Aside.ask(() -> KafkaLag.ask(release, entry)));
    Optional<Aside<RecentLetters>> letters =
        last.filter(entry -> entry.totals().deadLettered() > 0)
            .map(entry -> Aside.ask(() -> RecentLetters.read(cluster)));
    StatusReport report = of(cluster, last);
    if (lag.isPresent()) {
      report = report.with(lag.get().answer(PATIENCE, KafkaLag::unknown));
    }
    if (letters.isPresent()) {
      report = report.with(letters.get().answer(PATIENCE, RecentLetters::unknown));
    }
    return report.withNextSteps(cluster);
  }

  /** The same without what Kafka and dead letters tell. */
  static StatusReport brief(Cluster cluster) throws IOException {
    return of(cluster, Ledger.peek(cluster.files(), cluster.home())).withNextSteps(cluster);
  }

  private StatusReport withNextSteps(Cluster cluster) {
    return with(NextStep.of(this, cluster.release().pipeline().batchInterval(), Instant.now()));
  }

  private static StatusReport of(Cluster cluster, Optional<LedgerEntry> last) throws IOException {
    Optional<ApplicationReport> application = cluster.applications().newest();
    List<LedgerEntry> entries = recent(cluster, last);
    Optional<LedgerEntry> newest = entries.stream().reduce((older, newer) -> newer).or(() -> last);
    Optional<RecordedCredentials> credentials = credentials(cluster, application);
    Instant now = Instant.now();
    return new StatusReport(
        cluster.release().pipeline().name(),
        state(cluster, application),
        application.map(report -> report.getApplicationId().toString()).orElse(null),
        release(cluster, application),
        application.map(report -> report.getCurrentApplicationAttemptId().getAttemptId()).orElse(0),
        application.map(report -> Instant.ofEpochMilli(report.getStartTime())).orElse(null),
        application.map(ApplicationReport::getTrackingUrl).orElse(null),
        diagnostics(application),
        newest.map(entry -> lastCommit(entry, now)).orElse(null),
        newest.map(LedgerEntry::totals).orElse(RecordCounts.NONE),
        entries.stream()
            .skip(Math.max(0, entries.size() - SHOWN))
            .map(StatusReport::commit)
            .toList(),
        CommitPace.of(entries),
        null,
        null,
        cluster.release().pipeline().targets(),
        receivers(cluster, application),
        credentials.map(recorded -> NextEnd.of(recorded, now)).orElse(null),
        credentials.map(recorded -> ending(recorded.held(), now)).orElse(List.of()),
        cluster.control().lastFailure().orElse(null),
        cluster.control().watchdog().gaveUpAt(),
        List.of());
  }

  /** One that is damaged, or was archived at this moment, is no reason to tell nothing. */
  private static List<LedgerEntry> recent(Cluster cluster, Optional<LedgerEntry> last)
      throws IOException {
    try {
      return Ledger.recent(cluster.files(), cluster.home(), PACE_OF);
    } catch (LedgerException | FileNotFoundException e) {
      return last.stream().toList();
    }
  }

  /** What YARN says of one that has ended; null of others. */
  private static String diagnostics(Optional<ApplicationReport> application) {
    return application
        .filter(report -> !YarnApplications.isLive(report))
        .map(ApplicationReport::getDiagnostics)
        .map(String::strip)
        .filter(said -> !said.isEmpty())
        .orElse(null);
  }

  /** What they wrote down stays when they end. */
  private static List<ListeningReceiver> receivers(
      Cluster cluster, Optional<ApplicationReport> application) throws IOException {
    return application.filter(YarnApplications::isLive).isPresent()
        ? ListeningReceiver.of(cluster.release().pipeline(), cluster.files())
        : List.of();
  }

  private static Optional<RecordedCredentials> credentials(
      Cluster cluster, Optional<ApplicationReport> application) throws IOException {
    Optional<String> live =
        application
            .filter(YarnApplications::isLive)
            .map(report -> report.getApplicationId().toString());
    return cluster
        .control()
        .credentials()
        .filter(recorded -> live.filter(recorded.applicationId()::equals).isPresent());
  }

  private static List<Ending> ending(List<Credential> held, Instant now) {
    return held.stream()
        .filter(each -> Outlook.of(each, now, HORIZON).state().bad())
        .map(
            each -> {
              Outlook outlook = Outlook.of(each, now, HORIZON);
              return new Ending(
                  each.kind(), each.service(), outlook.state().name(), outlook.action());
            })
        .toList();
  }

  private static String state(Cluster cluster, Optional<ApplicationReport> application)
      throws IOException {
    if (application.isEmpty()) {
      return "ABSENT";
    }
    if (YarnApplications.isLive(application.get())) {
      boolean running = application.get().getYarnApplicationState() == YarnApplicationState.RUNNING;
      return running ? "RUNNING" : "ACCEPTED";
    }
    boolean stopped = cluster.control().stopped().isPresent() || cluster.control().stopRequested();
    return stopped ? "STOPPED" : "FAILED";
  }

  /** Not known of an application that was not submitted by this command line. */
  private static String release(Cluster cluster, Optional<ApplicationReport> application)
      throws IOException {
    String id = application.map(report -> report.getApplicationId().toString()).orElse("");
    return cluster
        .control()
        .submitted()
        .filter(submitted -> submitted.applicationId().equals(id))
        .map(Control.Submitted::release)
        .orElse(null);
  }

  private static LastCommit lastCommit(LedgerEntry entry, Instant now) {
    long age = Duration.between(entry.committedAt(), now).toSeconds();
    return new LastCommit(entry.sequence(), entry.batchTime(), entry.committedAt(), age);
  }

  private static Commit commit(LedgerEntry entry) {
    return new Commit(
        entry.sequence(), entry.committedAt(), CommitPace.delay(entry), entry.records());
  }

  StatusReport with(KafkaLag other) {
    return with(other, deadLetters, next);
  }

  StatusReport with(RecentLetters other) {
    return with(lag, other, next);
  }

  StatusReport with(List<NextStep> other) {
    return with(lag, deadLetters, other);
  }

  private StatusReport with(KafkaLag lag, RecentLetters deadLetters, List<NextStep> next) {
    return new StatusReport(
        name,
        state,
        applicationId,
        release,
        attempt,
        submittedAt,
        trackingUrl,
        diagnostics,
        lastCommit,
        records,
        commits,
        pace,
        lag,
        deadLetters,
        output,
        receivers,
        credentials,
        ending,
        lastFailure,
        watchdogGaveUpAt,
        next);
  }
}
