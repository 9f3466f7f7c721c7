package io.keystream.job.cli;

import io.keystream.job.config.ReplayPipeline;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.source.KafkaComparison;
import io.keystream.job.source.KafkaComparison.PartitionLag;
import java.util.Comparator;
import java.util.List;

/**
 * How much of Kafka is still to be read: what the topics hold beyond the ledger's positions.
 *
 * @param records of all partitions; null if Kafka was not asked, or did not answer
 * @param partitions how many there are
 * @param furthest the partitions with the most to be read, the furthest first; those that are read
 *     to the end are left out
 * @param lost one sentence for each partition that no longer has what is to be read next
 * @param problem why it is not known; null if it is
 */
record KafkaLag(
    Long records, int partitions, List<Behind> furthest, List<String> lost, String problem) {
  private static final int SHOWN = 3;

  /** A partition that has records to be read. */
  record Behind(String topic, int partition, long records) {}

  static KafkaLag unknown(String problem) {
    return new KafkaLag(null, 0, List.of(), List.of(), problem);
  }

  /** Asks Kafka as the job's principal. */
  static KafkaLag ask(Release release, LedgerEntry newest) {
    return of(
        KafkaComparison.of(newest.positions(), newest.topicIds(), GatewayKafka.topics(release)),
        release);
  }

  /** Of topics that were asked already. */
  static KafkaLag of(KafkaComparison comparison, Release release) {
    List<PartitionLag> ofKafka =
        comparison.partitions().stream()
            .filter(each -> ReplayPipeline.isOfKafka(release.pipeline(), each.topic()))
            .toList();
    return of(ofKafka, comparison.lost());
  }

  static KafkaLag of(List<PartitionLag> partitions, List<String> lost) {
    return new KafkaLag(
        partitions.stream().mapToLong(PartitionLag::lag).sum(),
        partitions.size(),
        partitions.stream()
            .filter(each -> each.lag() > 0)
            .sorted(Comparator.comparingLong(PartitionLag::lag).reversed())
            .limit(SHOWN)
            .map(each -> new Behind(each.topic(), each.partition(), each.lag()))
            .toList(),
        lost,
        null);
  }

  String forPeople() {
    if (records == null) {
      return "not known: " + problem;
    }
    StringBuilder text = new StringBuilder();
    text.append(records).append(" records to be read in ").append(partitions).append(" partitions");
    furthest.forEach(
        each ->
            text.append(each.equals(furthest.get(0)) ? ": " : ", ")
                .append(each.topic())
                .append('-')
                .append(each.partition())
                .append(' ')
                .append(each.records()));
    return text.toString();
  }
}
