package io.keystream.bench.spark;

import io.keystream.bench.drain.Drain;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.source.KafkaSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The topic in batches of the size that the job's stream would make of it. */
final class Batches {
  private Batches() {}

  /** Batch by batch the offsets to read. */
  static List<List<OffsetSpan>> of(KafkaSource source) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    source.now().bounds().forEach((partition, bounds) -> ends.put(partition, bounds.next()));
    long longest = ends.values().stream().mapToLong(Long::longValue).max().orElse(0);
    List<List<OffsetSpan>> batches = new ArrayList<>();
    for (long from = 0; from < longest; from += Drain.RECORDS_PER_PARTITION) {
      batches.add(batch(ends, from));
    }
    return batches;
  }

  private static List<OffsetSpan> batch(Map<TopicPartition, Long> ends, long from) {
    List<OffsetSpan> spans = new ArrayList<>();
    ends.forEach(
        (partition, end) -> {
          long until = Math.min(from + Drain.RECORDS_PER_PARTITION, end);
          if (from < until) {
            spans.add(new OffsetSpan(partition.topic(), partition.partition(), from, until));
          }
        });
    return spans;
  }
}
