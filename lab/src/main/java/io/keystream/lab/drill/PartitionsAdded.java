package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import io.keystream.lab.client.KafkaSession;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.traffic.AccessLogGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Adds partitions while records keep coming: they are read without a restart, from the first. */
final class PartitionsAdded implements Scenario {
  private static final int BEFORE = 3;
  private static final int AFTER = 6;

  /** What each new partition has before the job can know of it. */
  private static final int FIRST_RECORDS = 100;

  /** How long the load may take to find the new partitions, with a margin. */
  private static final Duration LOADED = Duration.ofSeconds(20);

  private static final Duration GOAL = Duration.ofSeconds(15);
  private static final long SEED = 5;

  @Override
  public String name() {
    return "partitions-added";
  }

  @Override
  public String description() {
    return "%d partitions made %d under load".formatted(BEFORE, AFTER);
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return new LoadedJob(lab, Pipeline.of(name(), "2s"))
        .run(job -> add(lab.kafka(LabUser.ADMIN), job, say));
  }

  private static void add(KafkaSession kafka, LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    String topic = job.pipeline().topic();
    job.awaitCommitAfter(job.committed() + 2);
    kafka.addPartitions(topic, AFTER);
    kafka.send(firstRecords(topic));
    Map<TopicPartition, Long> first = new HashMap<>();
    for (int partition = BEFORE; partition < AFTER; partition++) {
      first.put(new TopicPartition(topic, partition), (long) FIRST_RECORDS);
    }
    Duration took = job.awaitRead(first);
    say.accept("%s are read after %s".formatted(first.keySet(), Figures.seconds(took)));
    if (took.compareTo(GOAL) > 0) {
      job.problem("the new partitions were read after " + Figures.seconds(took));
    }
    Thread.sleep(LOADED.toMillis());
    Map<TopicPartition, Long> ends = job.traffic().ends();
    if (first.keySet().stream().anyMatch(partition -> ends.get(partition) <= FIRST_RECORDS)) {
      job.problem("no load came to the new partitions: " + ends);
    }
  }

  private static List<ProducerRecord<byte[], byte[]>> firstRecords(String topic) {
    AccessLogGenerator lines = new AccessLogGenerator(SEED);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int partition = BEFORE; partition < AFTER; partition++) {
      for (int i = 0; i < FIRST_RECORDS; i++) {
        records.add(new ProducerRecord<>(topic, partition, null, lines.next().bytes()));
      }
    }
    return records;
  }
}
