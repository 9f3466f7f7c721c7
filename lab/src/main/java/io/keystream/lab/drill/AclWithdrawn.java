package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import io.keystream.lab.client.KafkaSession;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Takes from the job what it may do with its topic, while records keep coming, and gives it back:
 * first to read, which executors notice, then also to describe, which the driver notices.
 */
final class AclWithdrawn implements Scenario {
  private static final Duration UNDER_WAY = Duration.ofSeconds(15);
  private static final Duration WITHDRAWN = Duration.ofSeconds(30);
  private static final Duration GOAL = Duration.ofSeconds(20);
  private static final String PRINCIPAL = "User:" + LabUser.KEYSTREAM.shortName();

  private final Pipeline pipeline = Pipeline.of(name(), "2s");

  @Override
  public String name() {
    return "acl-withdrawn";
  }

  @Override
  public String description() {
    return "the ACLs of the topic withdrawn for 45 s under load, twice";
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    KafkaSession kafka = lab.kafka(LabUser.ADMIN);
    return new LoadedJob(lab, pipeline)
        .run(
            job -> {
              withdraw(kafka, AclOperation.READ, job, say);
              withdraw(kafka, AclOperation.ANY, job, say);
            });
  }

  private void withdraw(
      KafkaSession kafka, AclOperation operation, LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    job.awaitCommitAfter(job.committed() + 2);
    kafka.withdraw(PRINCIPAL, pipeline.topic(), operation);
    // A batch may have been under way.
    Thread.sleep(UNDER_WAY.toMillis());
    long before = job.committed();
    Thread.sleep(WITHDRAWN.toMillis());
    long without = job.committed();
    if (without != before) {
      job.problem("entries were committed without " + operation);
    }
    kafka.allowReading(PRINCIPAL, pipeline.topic(), pipeline.name());
    Duration pause = job.firstCommit(without, Instant.now(), GOAL);
    say.accept(
        "first commit %s after %s was given back".formatted(Figures.seconds(pause), operation));
  }
}
