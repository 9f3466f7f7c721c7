package io.keystream.job.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A committed batch.
 *
 * @param sequence number of the entry; entries are numbered from 1 without gaps
 * @param batchTime the time Spark gave the batch
 * @param committedAt when the entry was written, by the driver's clock
 * @param epoch the driver start that committed it
 * @param fingerprint digest of jar and effective pipeline
 * @param offsets the position of every partition before and after, also of those that did not move
 * @param topicIds the id of each topic, which tells a topic from one of the same name that was
 *     created later
 * @param lost records that Kafka no longer had; {@code offsets} begin after them
 * @param outputs what was written where
 * @param records what became of the batch's records; an output's rows are as many as were written
 *     only where each record becomes a row
 * @param totals the same for all batches up to and including this one; each record counts once,
 *     however often it was replayed
 * @param replay the dead letters that were read in the place of the topics, or null
 * @param repair the entry whose records were read again in the place of the next ones, or null
 */
public record LedgerEntry(
    long sequence,
    Instant batchTime,
    Instant committedAt,
    long epoch,
    String fingerprint,
    List<OffsetSpan> offsets,
    Map<String, String> topicIds,
    List<LostRange> lost,
    List<OutputCommit> outputs,
    RecordCounts records,
    RecordCounts totals,
    Replay replay,
    Repair repair) {

  public LedgerEntry {
    offsets = List.copyOf(offsets);
    topicIds = new TreeMap<>(topicIds);
    lost = List.copyOf(lost);
    outputs = List.copyOf(outputs);
    if (!records.accountsForAll()) {
      throw new LedgerException(
          "Batch " + batchTime + " does not account for every record it read: " + records);
    }
  }

  /** A batch that read the topics. */
  public LedgerEntry(
      long sequence,
      Instant batchTime,
      Instant committedAt,
      long epoch,
      String fingerprint,
      List<OffsetSpan> offsets,
      Map<String, String> topicIds,
      List<LostRange> lost,
      List<OutputCommit> outputs,
      RecordCounts records,
      RecordCounts totals) {
    this(
        sequence,
        batchTime,
        committedAt,
        epoch,
        fingerprint,
        offsets,
        topicIds,
        lost,
        outputs,
        records,
        totals,
        null,
        null);
  }

  /** What this entry adds to the totals; records that are read again are in them already. */
  public RecordCounts added() {
    if (repair != null) {
      return records.minus(repair.before());
    }
    return replay == null ? records : records.ofDeadLetters();
  }

  /** Whether it read what no entry before had read. */
  public boolean readsTopics() {
    return replay == null && repair == null && offsets.stream().anyMatch(span -> span.count() > 0);
  }

  /** The offsets that were read, without the partitions that did not move. */
  public List<OffsetSpan> moved() {
    return offsets.stream().filter(span -> span.count() > 0).toList();
  }

  /** What was written to files, which are published by a rename. */
  public List<CommittedFile> files() {
    return outputs.stream().flatMap(output -> output.files().stream()).toList();
  }

  /** Files that count no longer since this entry, because their records were read again. */
  public List<ReplayedFile> retired() {
    if (repair != null) {
      return repair.files();
    }
    return replay == null ? List.of() : replay.files();
  }

  /** Positions after this entry. */
  public Positions positions() {
    return Positions.after(offsets);
  }

  /** What was written to the output of this name. */
  public Optional<OutputCommit> output(String name) {
    return outputs.stream().filter(output -> output.name().equals(name)).findFirst();
  }
}
