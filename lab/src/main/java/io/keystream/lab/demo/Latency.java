package io.keystream.lab.demo;

import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.lab.audit.RecordId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * How long records and batches took.
 *
 * @param records from the timestamp in Kafka to the commit of the batch, for records sent after the
 *     first batch: those before it waited for the job to start
 * @param batches from the time of a batch to its commit
 */
record Latency(Optional<Percentiles> records, Optional<Percentiles> batches) {

  /**
   * @param sentAt milliseconds since 1970 by record
   */
  static Latency of(List<LedgerEntry> entries, Map<RecordId, Long> sentAt) {
    List<LedgerEntry> batches =
        entries.stream().filter(entry -> entry.records().read() > 0).toList();
    if (batches.isEmpty()) {
      return new Latency(Optional.empty(), Optional.empty());
    }
    Instant running = batches.get(0).committedAt();
    LongStream records =
        batches.stream()
            .flatMapToLong(
                entry ->
                    sentTimes(entry, sentAt)
                        .filter(sent -> sent >= running.toEpochMilli())
                        .map(sent -> entry.committedAt().toEpochMilli() - sent));
    LongStream work =
        batches.stream()
            .mapToLong(
                entry -> Duration.between(entry.batchTime(), entry.committedAt()).toMillis());
    return new Latency(Percentiles.ofMillis(records), Percentiles.ofMillis(work));
  }

  private static LongStream sentTimes(LedgerEntry entry, Map<RecordId, Long> sentAt) {
    return entry.offsets().stream().flatMapToLong(span -> sentTimes(span, sentAt));
  }

  private static LongStream sentTimes(OffsetSpan span, Map<RecordId, Long> sentAt) {
    return LongStream.range(span.from(), span.until())
        .mapToObj(offset -> sentAt.get(new RecordId(span.topic(), span.partition(), offset)))
        .filter(sent -> sent != null)
        .mapToLong(Long::longValue);
  }
}
