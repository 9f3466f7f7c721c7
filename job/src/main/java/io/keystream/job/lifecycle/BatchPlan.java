package io.keystream.job.lifecycle;

import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** What a batch reads: begun by the ledger, ended by Spark's plan. */
final class BatchPlan {
  private BatchPlan() {}

  /**
   * From the ledger's position to the planned one, for every partition that either knows, sorted. A
   * partition that the ledger does not know begins where it is planned to.
   *
   * @param positions where the ledger ends
   * @param planned for each partition how far to read
   */
  static List<OffsetSpan> since(Positions positions, List<OffsetSpan> planned) {
    Map<TopicPartition, OffsetSpan> plans =
        planned.stream().collect(Collectors.toMap(OffsetSpan::topicPartition, Function.identity()));
    List<OffsetSpan> spans = new ArrayList<>();
    positions
        .next()
        .forEach(
            (partition, from) -> {
              OffsetSpan plan = plans.remove(partition);
              long until = plan == null ? from : Math.max(from, plan.until());
              spans.add(new OffsetSpan(partition.topic(), partition.partition(), from, until));
            });
    spans.addAll(plans.values());
    spans.sort(Comparator.comparing(OffsetSpan::topic).thenComparing(OffsetSpan::partition));
    return spans;
  }
}
