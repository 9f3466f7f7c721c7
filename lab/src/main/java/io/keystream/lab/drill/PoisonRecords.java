package io.keystream.lab.drill;

import io.keystream.lab.LabUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends many records that nobody can parse among the others: the job goes on without them. */
final class PoisonRecords extends WatchedDrill {
  private static final String ALERT = "DeadLetters";
  private static final int RECORDS = 3_000;
  private static final Duration GOAL = Duration.ofSeconds(30);

  PoisonRecords() {
    super(
        "poison-records",
        "%d records that cannot be parsed, at once, under load".formatted(RECORDS));
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    incident.begins();
    LoadedJob job = incident.job();
    long before = job.committed();
    Instant sent = Instant.now();
    incident.lab().kafka(LabUser.ADMIN).send(records(job.pipeline().topic()));
    incident.firstCommit(before, sent, GOAL, "after they were sent");
    incident.alert(ALERT);
    incident.ends(ALERT);
  }

  private static List<ProducerRecord<byte[], byte[]>> records(String topic) {
    return IntStream.range(0, RECORDS)
        .mapToObj(n -> ("no access log " + n).getBytes(StandardCharsets.UTF_8))
        .map(value -> new ProducerRecord<byte[], byte[]>(topic, value))
        .toList();
  }
}
