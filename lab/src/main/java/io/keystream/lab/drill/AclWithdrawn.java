package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabUser;
import io.keystream.lab.client.KafkaSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Takes from the job what it may do with its topic, while records keep coming: first to read, which
 * executors notice, and gives it back before anybody is told; then also to describe, which the
 * driver notices, until the runbook gives it back.
 */
final class AclWithdrawn extends WatchedDrill {
  private static final String ALERT = "NoCommit";

  /** For a batch that is under way. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(15);

  private static final Duration WITHDRAWN = Duration.ofSeconds(15);
  private static final Duration GOAL = Duration.ofSeconds(20);

  /** With the start of Kafka's own tool. */
  private static final Duration GOAL_BY_TOOL = Duration.ofSeconds(40);

  private static final String PRINCIPAL = "User:" + LabUser.KEYSTREAM.shortName();

  AclWithdrawn() {
    super(
        "acl-withdrawn",
        "the ACLs of the topic withdrawn under load: to read for 30 s, all until the runbook"
            + " gives them back");
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    unnoticed(incident);
    followed(incident);
  }

  private static void unnoticed(Incident incident) throws IOException, InterruptedException {
    LoadedJob job = incident.job();
    job.awaitCommitAfter(job.committed() + 2);
    long before = withdraw(AclOperation.READ, incident);
    Thread.sleep(WITHDRAWN.toMillis());
    requireNone(before, AclOperation.READ, job);
    KafkaSession kafka = incident.lab().kafka(LabUser.ADMIN);
    kafka.allowReading(PRINCIPAL, job.pipeline().topic(), job.pipeline().name());
    incident.firstCommit(before, Instant.now(), GOAL, "after READ was given back");
  }

  private static void followed(Incident incident) throws IOException, InterruptedException {
    incident.begins();
    long before = withdraw(AclOperation.ANY, incident);
    incident.alert(ALERT);
    requireNone(before, AclOperation.ANY, incident.job());
    incident.mendedBy(
        GOAL_BY_TOOL,
        Map.of("admin.properties", adminProperties(incident.lab()).toString()),
        "procedures/mend-preflight.md#kafka-topic");
    incident.ends(ALERT);
  }

  /** Returns the sequence of the last entry. */
  private static long withdraw(AclOperation operation, Incident incident)
      throws IOException, InterruptedException {
    LoadedJob job = incident.job();
    incident.lab().kafka(LabUser.ADMIN).withdraw(PRINCIPAL, job.pipeline().topic(), operation);
    incident.say().accept(operation + " is withdrawn");
    Thread.sleep(UNDER_WAY.toMillis());
    return job.committed();
  }

  private static void requireNone(long before, AclOperation operation, LoadedJob job)
      throws IOException {
    if (job.committed() != before) {
      job.problem("entries were committed without " + operation);
    }
  }

  /** What whoever runs Kafka has; Kafka's tools lack the class that reads stores anew. */
  private static Path adminProperties(Lab lab) throws IOException {
    Path file = lab.folders().run().resolve("admin.properties");
    return Files.writeString(
        file,
        lab.kafka(LabUser.ADMIN).configuration().entrySet().stream()
            .filter(each -> !each.getKey().equals("ssl.engine.factory.class"))
            .map(each -> each.getKey() + "=" + each.getValue() + "\n")
            .collect(Collectors.joining()));
  }
}
