package io.keystream.job.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The next offset to process of each partition.
 *
 * @param next offsets by partition; a partition that was never read is absent
 */
public record Positions(Map<TopicPartition, Long> next) {
  static final Positions NONE = new Positions(Map.of());

  public Positions {
    next = Map.copyOf(next);
  }

  static Positions after(List<OffsetSpan> spans) {
    return new Positions(
        spans.stream().collect(Collectors.toMap(OffsetSpan::topicPartition, OffsetSpan::until)));
  }

  /** These and others, of partitions that have none here. */
  public Positions and(Positions others) {
    Map<TopicPartition, Long> all = new HashMap<>(others.next);
    all.putAll(next);
    return new Positions(all);
  }

  /** The positions after what was lost. */
  public Positions resumedAfter(List<LostRange> lost) {
    Map<TopicPartition, Long> resumed = new HashMap<>(next);
    lost.forEach(range -> resumed.put(range.topicPartition(), range.resumed()));
    return new Positions(resumed);
  }
}
