package io.keystream.lab.drill;

import io.keystream.job.ledger.LostRange;
import java.io.IOException;
import java.time.Duration;

/**
 * Deletes the topic while not all of it is read, and creates it anew: the job waits for it, sees
 * that it is another one, and stops, until an operator accepts the loss.
 */
final class TopicRecreated extends WatchedDrill {
  /** A driver that pauses for a minute is replaced by the lab's YARN. */
  private static final Duration UNREAD = Duration.ofSeconds(10);

  private static final Duration MISSING = Duration.ofSeconds(10);

  TopicRecreated() {
    super(
        "topic-recreated",
        "the topic deleted and created anew under load; the loss is accepted by an operator");
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    incident.begins();
    LoadedJob job = incident.job();
    long before = job.freezeDriver();
    Thread.sleep(UNREAD.toMillis());
    job.traffic().deleteTopic();
    job.containers().driver().forEach(job.containers()::thaw);
    incident.say().accept("the topic is deleted");
    Thread.sleep(MISSING.toMillis());
    // A batch may have been under way.
    if (job.committed() > before + 1) {
      job.problem("entries were committed without a topic");
    }
    job.traffic().createTopic(LoadedJob.USUAL_LOAD);
    incident.say().accept("a topic of the same name is there");
    new LossAccepted(incident).because(LostRange.RECREATED);
  }
}
