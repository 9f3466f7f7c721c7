package io.keystream.lab.drill;

import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LostRange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The end of an incident in which records are gone: an operator is told, and accepts the loss. */
record LossAccepted(Incident incident) {
  private static final String STOPPED = "JobGivenUp";
  private static final String LOST = "RecordsLost";
  private static final String PAGE = "procedures/check-job.md#";
  private static final Duration GOAL = Duration.ofMinutes(2);

  /**
   * Waits for the alerts, and does what the runbooks say.
   *
   * @param reason one of the constants of {@link LostRange}
   */
  void because(String reason) throws IOException, InterruptedException {
    LoadedJob job = incident.job();
    incident.alert(STOPPED);
    incident.follow(PAGE + "records-that-are-gone");
    if (!losses(job).isEmpty()) {
      job.problem("the ledger has a loss that nobody has accepted: " + losses(job));
    }
    long before = job.committed();
    Instant begin = Instant.now();
    deploy(job, "record");
    incident.firstCommit(before, begin, GOAL, "after the deployment began");
    incident.alert(LOST);
    incident.follow(PAGE + "after-the-loss-is-accepted");
    deploy(job, "fail");
    job.awaitCommitAfter(job.committed() + 1);
    requireOneForEachPartition(job, reason);
    incident.ends(STOPPED);
    incident.ends(LOST);
  }

  private static void deploy(LoadedJob job, String onDataLoss) {
    job.gateway().withSource("on-data-loss", onDataLoss);
    job.deployAgain();
  }

  private void requireOneForEachPartition(LoadedJob job, String reason) throws IOException {
    List<LostRange> lost = losses(job);
    lost.forEach(range -> incident.say().accept("lost: " + range.describe()));
    long partitions = lost.stream().map(LostRange::topicPartition).distinct().count();
    if (lost.size() != job.traffic().ends().size()
        || partitions != lost.size()
        || !lost.stream().allMatch(range -> range.reason().equals(reason))) {
      job.problem("wanted one loss of each partition, %s: %s".formatted(reason, lost));
    }
  }

  private static List<LostRange> losses(LoadedJob job) throws IOException {
    return job.entries().stream().map(LedgerEntry::lost).flatMap(List::stream).toList();
  }
}
