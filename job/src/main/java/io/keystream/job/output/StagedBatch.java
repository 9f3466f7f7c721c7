package io.keystream.job.output;

import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.ledger.RecordCounts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a batch has written and not yet published.
 *
 * @param counts what became of the records
 * @param outputs everything that is to be published, that of the dead letters last
 * @param oldestRecord the smallest timestamp of a record, for metrics; none where records have none
 */
public record StagedBatch(
    RecordCounts counts, List<OutputCommit> outputs, Optional<Instant> oldestRecord) {

  public StagedBatch {
    outputs = List.copyOf(outputs);
  }

  /** One of which no time is known. */
  public StagedBatch(RecordCounts counts, List<OutputCommit> outputs) {
    this(counts, outputs, Optional.empty());
  }

  /** What goes to the output of this name. */
  public OutputCommit output(String name) {
    return outputs.stream()
        .filter(output -> output.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No output is called " + name));
  }

  /** The same with more files of one of its outputs. */
  public StagedBatch with(OutputCommit more) {
    return new StagedBatch(
        counts,
        outputs.stream()
            .map(output -> output.name().equals(more.name()) ? output.and(more.files()) : output)
            .toList(),
        oldestRecord);
  }

  /** The same as the one that follows an entry. */
  public StagedBatch after(LedgerEntry last) {
    return new StagedBatch(
        counts,
        outputs.stream()
            .map(
                output ->
                    last.output(output.name())
                        .map(before -> output.after(before.lastDelivered(last.sequence())))
                        .orElse(output))
            .toList(),
        oldestRecord);
  }
}
