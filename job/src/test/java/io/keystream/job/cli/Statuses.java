package io.keystream.job.cli;

import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.lifecycle.Control;
import java.time.Instant;
import java.util.List;

/** A status for tests, to change what one is about. */
final class Statuses {
  static final Instant NOW = Instant.parse("2026-01-31T10:15:30Z");

  String state = "RUNNING";
  int attempt = 1;
  Instant submittedAt = NOW.minusSeconds(86_400);
  String diagnostics;
  Instant committedAt = NOW.minusSeconds(4);
  CommitPace pace = new CommitPace(20, 100, 5, 1.5, 2.5, 0.01);
  KafkaLag lag = new KafkaLag(120L, 3, List.of(), List.of(), null);
  RecentLetters deadLetters;
  List<StatusReport.Ending> ending = List.of();
  Control.LastFailure lastFailure;
  Instant watchdogGaveUpAt;

  StatusReport report() {
    RecordCounts records = new RecordCounts(500, 495, 0, 5);
    return new StatusReport(
        "access-logs",
        state,
        "application_1_0001",
        "0.1.0-1a2b3c4d",
        attempt,
        submittedAt,
        "https://rm/proxy",
        diagnostics,
        committedAt == null ? null : new StatusReport.LastCommit(12, committedAt, committedAt, 4),
        records,
        List.of(new StatusReport.Commit(12, committedAt, 1.5, records)),
        pace,
        lag,
        deadLetters,
        "/data/access",
        List.of(),
        null,
        ending,
        lastFailure,
        watchdogGaveUpAt,
        List.of());
  }
}
