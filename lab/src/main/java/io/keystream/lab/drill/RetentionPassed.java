package io.keystream.lab.drill;

import io.keystream.job.ledger.LostRange;
import java.io.IOException;
import java.time.Duration;

/** Deletes records that the job has not read yet: it stops, until an operator accepts the loss. */
final class RetentionPassed extends WatchedDrill {
  /** A driver that pauses for a minute is replaced by the lab's YARN. */
  private static final Duration UNREAD = Duration.ofSeconds(10);

  RetentionPassed() {
    super(
        "retention-passed",
        "records deleted that were not read yet; the loss is accepted by an operator");
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    incident.begins();
    LoadedJob job = incident.job();
    job.freezeDriver();
    Thread.sleep(UNREAD.toMillis());
    long unread = job.waiting();
    job.traffic().deleteRecords();
    job.containers().driver().forEach(job.containers()::thaw);
    incident.say().accept("about %d records are deleted unread".formatted(unread));
    new LossAccepted(incident).because(LostRange.DELETED);
  }
}
