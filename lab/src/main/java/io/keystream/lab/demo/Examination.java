package io.keystream.lab.demo;

import io.keystream.job.ledger.LedgerEntry;
import io.keystream.lab.Lab;
import io.keystream.lab.LabUser;
import io.keystream.lab.audit.Audit;
import io.keystream.lab.audit.PublishedRows;
import io.keystream.lab.audit.RecordId;
import io.keystream.lab.audit.TopicContent;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;

/** Reads everything back that a pipeline was sent and everything that it wrote. */
final class Examination {
  private static final int SAMPLE_ROWS = 6;

  private final Lab lab;
  private final Pipeline pipeline;

  Examination(Lab lab, Pipeline pipeline) {
    this.lab = lab;
    this.pipeline = pipeline;
  }

  /**
   * @param entries the whole ledger
   * @param acknowledged every record that Kafka has acknowledged
   */
  Outcome outcome(String applicationId, List<LedgerEntry> entries, Set<RecordId> acknowledged)
      throws IOException, InterruptedException {
    TopicContent topic = TopicContent.read(lab.kafka(LabUser.ADMIN), pipeline.topic());
    Map<RecordId, Long> sentAt = SendTimes.read(lab.kafka(LabUser.ADMIN), pipeline.topic());
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      PublishedRows rows = PublishedRows.read(fs, pipeline.output());
      PublishedRows deadLetters = PublishedRows.read(fs, pipeline.deadLetters());
      return new Outcome(
          Audit.of(topic, rows, deadLetters),
          acknowledged.stream().filter(id -> !topic.values().containsKey(id)).count(),
          withoutPositions(deadLetters.reasons()),
          rows.files(),
          entries.stream().filter(entry -> entry.records().read() > 0).count(),
          Latency.of(entries, sentAt),
          applicationId,
          pipeline.output(),
          SampleRows.read(fs, pipeline.output(), SAMPLE_ROWS));
    }
  }

  /** Reasons tell at which byte; here only the kind counts. */
  static Map<String, Integer> withoutPositions(Map<String, Integer> reasons) {
    Map<String, Integer> kinds = new TreeMap<>();
    reasons.forEach(
        (reason, count) ->
            kinds.merge(reason.replaceAll(" at byte \\d+$", ""), count, Integer::sum));
    return kinds;
  }
}
