package io.keystream.job.source;

import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.Positions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The ledger's positions beside what the topics hold.
 *
 * @param partitions every partition that either knows, sorted
 * @param lost one sentence for each partition that no longer has what is to be read next
 * @param warnings what may be as it is to be, one sentence each
 */
public record KafkaComparison(
    List<PartitionLag> partitions, List<String> lost, List<String> warnings) {

  /**
   * A partition.
   *
   * @param position the next offset to be read; null if the ledger does not know it
   * @param first the first offset that Kafka has; null if nobody leads the partition
   * @param next the offset of the next record that is produced; null likewise
   * @param lag offsets that are still to be read
   */
  public record PartitionLag(
      String topic, int partition, Long position, Long first, Long next, long lag) {}

  public KafkaComparison {
    partitions = List.copyOf(partitions);
    lost = List.copyOf(lost);
    warnings = List.copyOf(warnings);
  }

  /**
   * Compares.
   *
   * @param positions read before the topics were looked at
   * @param ids the topics' ids when the positions were written
   */
  public static KafkaComparison of(Positions positions, Map<String, String> ids, TopicState now) {
    Set<TopicPartition> all = new HashSet<>(positions.next().keySet());
    all.addAll(now.bounds().keySet());
    List<TopicPartition> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
    List<PartitionLag> partitions = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (TopicPartition partition : sorted) {
      Long position = positions.next().get(partition);
      OffsetBounds bounds = now.bounds().get(partition);
      partitions.add(lag(partition, position, bounds));
      if (bounds == null) {
        warnings.add(
            partition + " is read up to " + position + ", but is not in Kafka or has no leader");
      } else if (position == null && !positions.next().isEmpty()) {
        warnings.add(
            partition + " is not in the ledger: the next batch begins it at " + bounds.first());
      }
    }
    List<String> lost =
        BatchPlan.lost(positions, ids, now).stream().map(LostRange::describe).toList();
    return new KafkaComparison(partitions, lost, warnings);
  }

  private static PartitionLag lag(TopicPartition partition, Long position, OffsetBounds bounds) {
    if (bounds == null) {
      return new PartitionLag(partition.topic(), partition.partition(), position, null, null, 0);
    }
    long from = Math.max(position == null ? bounds.first() : position, bounds.first());
    return new PartitionLag(
        partition.topic(),
        partition.partition(),
        position,
        bounds.first(),
        bounds.next(),
        Math.max(0, bounds.next() - from));
  }
}
