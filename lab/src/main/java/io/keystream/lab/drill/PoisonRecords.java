package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends many records that nobody can parse among the others: the job goes on without them. */
final class PoisonRecords implements Scenario {
  private static final int RECORDS = 3_000;
  private static final Duration GOAL = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "poison-records";
  }

  @Override
  public String description() {
    return "%d records that cannot be parsed, at once, under load".formatted(RECORDS);
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return new LoadedJob(lab, Pipeline.of(name(), "2s"))
        .watched(say)
        .run(job -> poison(lab, job, say));
  }

  private static void poison(Lab lab, LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    job.awaitCommitAfter(job.committed() + 2);
    OnCall onCall = job.onCall();
    onCall.awaitMetrics();
    onCall.faultBegins();
    long before = job.committed();
    Instant sent = Instant.now();
    lab.kafka(LabUser.ADMIN).send(records(job.pipeline().topic()));
    Duration pause = job.firstCommit(before, sent, GOAL);
    say.accept("first commit %s after they were sent".formatted(Figures.seconds(pause)));
    onCall.awaitAlert("DeadLetters");
    onCall.follow("alerts/DeadLetters.md#diagnosis");
    onCall.follow("alerts/DeadLetters.md#verification");
    onCall.awaitQuiet("DeadLetters");
  }

  private static List<ProducerRecord<byte[], byte[]>> records(String topic) {
    return IntStream.range(0, RECORDS)
        .mapToObj(n -> ("no access log " + n).getBytes(StandardCharsets.UTF_8))
        .map(value -> new ProducerRecord<byte[], byte[]>(topic, value))
        .toList();
  }
}
