package io.keystream.job.cli;

import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.metrics.Metric;
import io.keystream.job.metrics.RecordedMetrics;
import io.keystream.job.metrics.Sample;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;

/**
 * What the gateway tells monitoring of a job, whether it runs or not.
 *
 * @param application the one submitted last
 * @param last the newest entry of the ledger, if it can be read
 * @param recorded by the last driver, be it of another application
 * @param attemptsAllowed how many may fail, if the release says so
 */
record JobLook(
    WatchdogFacts facts,
    Optional<ApplicationReport> application,
    Optional<LedgerEntry> last,
    Optional<RecordedMetrics> recorded,
    Optional<Integer> attemptsAllowed) {
  private static final String MAX_ATTEMPTS = "spark.yarn.maxAppAttempts";

  /** It is meant to be down. */
  private static final Set<WatchdogDecision.Verdict> UNWANTED =
      EnumSet.of(
          WatchdogDecision.Verdict.STOPPED,
          WatchdogDecision.Verdict.ENDED,
          WatchdogDecision.Verdict.NEVER_SUBMITTED);

  /** Whatever the limits of the watchdog are, it does nothing. */
  private static final Set<WatchdogDecision.Verdict> GIVEN_UP =
      EnumSet.of(
          WatchdogDecision.Verdict.GAVE_UP,
          WatchdogDecision.Verdict.PERMANENT_FAILURE,
          WatchdogDecision.Verdict.KILLED,
          WatchdogDecision.Verdict.FORGOTTEN);

  private static final WatchdogLimits ANY =
      new WatchdogLimits(Integer.MAX_VALUE, Duration.ofDays(1), Duration.ofMinutes(1));

  /** Asks the ResourceManager and HDFS. */
  static JobLook of(Cluster cluster) throws IOException {
    return new JobLook(
        WatchdogFacts.of(cluster),
        cluster.applications().newest(),
        newest(cluster),
        cluster.control().metrics(),
        Optional.ofNullable(cluster.release().sparkConf().get(MAX_ATTEMPTS)).map(Integer::valueOf));
  }

  /** Of a job whose ledger is damaged monitoring has to be told above all that it is down. */
  private static Optional<LedgerEntry> newest(Cluster cluster) throws IOException {
    try {
      return Ledger.peek(cluster.files(), cluster.home());
    } catch (LedgerException e) {
      return Optional.empty();
    }
  }

  /** Everything that is known now. */
  List<Sample> samples(Instant now) {
    List<Sample> samples = new ArrayList<>();
    WatchdogDecision.Verdict verdict = WatchdogDecision.of(facts, ANY, now).verdict();
    samples.add(Sample.of(Metric.UP, isRunning() ? 1 : 0));
    samples.add(Sample.of(Metric.WANTED, UNWANTED.contains(verdict) ? 0 : 1));
    samples.add(Sample.of(Metric.GIVEN_UP, GIVEN_UP.contains(verdict) ? 1 : 0));
    samples.add(Sample.of(Metric.RESUBMISSIONS, facts.notes().resubmissions().size()));
    samples.add(Sample.of(Metric.LOOKED_AT, now.getEpochSecond()));
    facts
        .failure()
        .ifPresent(last -> samples.add(Sample.of(Metric.LAST_EXIT_CODE, last.exitCode())));
    attemptsAllowed.ifPresent(most -> samples.add(Sample.of(Metric.ATTEMPTS_ALLOWED, most)));
    application.filter(YarnApplications::isLive).ifPresent(live -> addRunning(samples, live, now));
    last.ifPresent(entry -> addLedger(samples, entry, now));
    return samples;
  }

  private boolean isRunning() {
    return application
        .filter(found -> found.getYarnApplicationState() == YarnApplicationState.RUNNING)
        .isPresent();
  }

  /** What a driver wrote down that is gone tells nothing of now. */
  private void addRunning(List<Sample> samples, ApplicationReport live, Instant now) {
    samples.add(Sample.of(Metric.ATTEMPT, live.getCurrentApplicationAttemptId().getAttemptId()));
    recorded
        .filter(found -> found.applicationId().equals(live.getApplicationId().toString()))
        .ifPresent(
            found -> {
              samples.add(Sample.of(Metric.DRIVER_NUMBERS_AGE, age(found.recordedAt(), now)));
              samples.addAll(found.samples());
            });
  }

  private static void addLedger(List<Sample> samples, LedgerEntry entry, Instant now) {
    RecordCounts totals = entry.totals();
    samples.add(Sample.of(Metric.LEDGER_ENTRIES, entry.sequence()));
    samples.add(Sample.of(Metric.LEDGER_COMMIT_AGE, age(entry.committedAt(), now)));
    samples.add(Sample.of(Metric.LEDGER_RECORDS, totals.read(), "read"));
    samples.add(Sample.of(Metric.LEDGER_RECORDS, totals.written(), "written"));
    samples.add(Sample.of(Metric.LEDGER_RECORDS, totals.filtered(), "filtered"));
    samples.add(Sample.of(Metric.LEDGER_RECORDS, totals.deadLettered(), "dead_lettered"));
  }

  private static double age(Instant since, Instant now) {
    return Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
  }
}
