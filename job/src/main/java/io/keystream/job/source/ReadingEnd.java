package io.keystream.job.source;

import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.job.ledger.Positions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where reading ends for good, if it does: then only partitions with an end are read.
 *
 * @param until the first offset of each partition that is not read any more; empty if reading never
 *     ends
 */
record ReadingEnd(Map<TopicPartition, Long> until) {

  static ReadingEnd of(KafkaSourceConfig config) {
    return new ReadingEnd(TopicSelection.offsets(config.untilOffsets().orElse(List.of())));
  }

  boolean isBounded() {
    return !until.isEmpty();
  }

  /** What the topics hold before the end. */
  TopicState before(TopicState now) {
    if (!isBounded()) {
      return now;
    }
    Map<TopicPartition, OffsetBounds> bounds = new HashMap<>();
    now.bounds()
        .forEach(
            (partition, found) -> {
              Long end = until.get(partition);
              if (end != null) {
                bounds.put(
                    partition,
                    new OffsetBounds(Math.min(found.first(), end), Math.min(found.next(), end)));
              }
            });
    return new TopicState(now.ids(), bounds);
  }

  boolean isReached(Positions positions) {
    return isBounded()
        && until.entrySet().stream()
            .allMatch(end -> positions.next().getOrDefault(end.getKey(), -1L) >= end.getValue());
  }
}
