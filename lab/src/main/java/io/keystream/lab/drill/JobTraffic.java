package io.keystream.lab.drill;

import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LostRange;
import io.keystream.lab.Lab;
import io.keystream.lab.LabUser;
import io.keystream.lab.audit.Audit;
import io.keystream.lab.audit.PublishedRows;
import io.keystream.lab.audit.TopicContent;
import io.keystream.lab.client.KafkaSession;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.traffic.TrafficProducer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.common.TopicPartition;

/**
 * What is sent to the topic of a job, and what became of it: also of records that Kafka no longer
 * has, and where the topic is created anew.
 */
final class JobTraffic implements AutoCloseable {
  private static final int PARTITIONS = 3;
  private static final long SEED = 12;
  private static final long SECOND_SEED = 13;

  private final Lab lab;
  private final KafkaSession kafka;
  private final Pipeline pipeline;
  private TrafficProducer producer;
  private TopicContent before = new TopicContent(Map.of());

  private JobTraffic(Lab lab, Pipeline pipeline, int linesPerSecond) {
    this.lab = lab;
    this.kafka = lab.kafka(LabUser.ADMIN);
    this.pipeline = pipeline;
    this.producer = sending(linesPerSecond, SEED);
  }

  /** Creates the topic, and begins to send. */
  static JobTraffic start(Lab lab, Pipeline pipeline, int linesPerSecond) {
    pipeline.prepare(lab, PARTITIONS);
    return new JobTraffic(lab, pipeline, linesPerSecond);
  }

  private TrafficProducer sending(int linesPerSecond, long seed) {
    return TrafficProducer.start(kafka, pipeline.topic(), linesPerSecond, seed);
  }

  /** Sends more or less from now on. */
  void rate(int linesPerSecond) {
    producer.rate(linesPerSecond);
  }

  /** Number of records that were sent to the topic that there is. */
  long count() {
    return producer.count();
  }

  /** Ends sending. */
  void finish() {
    producer.finish();
  }

  /** Where the partitions end. */
  Map<TopicPartition, Long> ends() {
    return kafka.ends(pipeline.topic());
  }

  /** Deletes all that the topic has up to now, be it read or not, as retention does. */
  void deleteRecords() {
    ends().forEach(kafka::deleteRecords);
  }

  /** Ends sending, and deletes the topic; can be done once. */
  void deleteTopic() {
    finish();
    before = producer.sent().in(UnreadRanges.BEFORE);
    kafka.deleteTopic(pipeline.topic());
  }

  /** Creates the topic anew, and sends to it. */
  void createTopic(int linesPerSecond) {
    pipeline.prepare(lab, PARTITIONS);
    producer = sending(linesPerSecond, SECOND_SEED);
  }

  /**
   * Accounts for every record that was ever sent, when the job has ended.
   *
   * @param ledger all its entries
   */
  Audit audit(List<LedgerEntry> ledger) throws IOException, InterruptedException {
    TopicContent there = TopicContent.read(kafka, pipeline.topic());
    TopicContent all = there.and(producer.sent()).and(before);
    UnreadRanges unread =
        new UnreadRanges(ledger.stream().flatMap(entry -> entry.lost().stream()).toList());
    PublishedRows.Naming naming = naming(filesBefore(ledger));
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      return Audit.of(
              all,
              PublishedRows.read(fs, pipeline.output(), naming),
              PublishedRows.read(fs, pipeline.deadLetters(), naming))
          .excusing(id -> !there.values().containsKey(id) && unread.have(id));
    }
  }

  private static PublishedRows.Naming naming(Set<String> filesBefore) {
    return (file, id) ->
        filesBefore.contains(file.toUri().getPath()) ? id.in(UnreadRanges.BEFORE) : id;
  }

  /** Files of the entries before the one that found the topic created anew. */
  private static Set<String> filesBefore(List<LedgerEntry> ledger) {
    long found =
        ledger.stream()
            .filter(entry -> entry.lost().stream().anyMatch(JobTraffic::isOfAnotherTopic))
            .mapToLong(LedgerEntry::sequence)
            .max()
            .orElse(0);
    return ledger.stream()
        .filter(entry -> entry.sequence() < found)
        .flatMap(entry -> entry.files().stream())
        .map(CommittedFile::path)
        .map(path -> new Path(path).toUri().getPath())
        .collect(Collectors.toSet());
  }

  private static boolean isOfAnotherTopic(LostRange range) {
    return range.reason().equals(LostRange.RECREATED);
  }

  @Override
  public void close() {
    producer.close();
  }
}
