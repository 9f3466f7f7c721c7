package io.keystream.job.ledger;

import java.time.Instant;
import java.util.List;

/**
 * What became of a request to replay dead letters.
 *
 * @param id of the request
 * @param entries sequences of the entries that hold what was replayed
 * @param records what became of the dead letters
 * @param failure why the request was given up, or null; what {@code entries} hold is done all the
 *     same
 */
public record ReplayAnswer(
    String id, List<Long> entries, RecordCounts records, String failure, Instant answeredAt) {

  public ReplayAnswer {
    entries = List.copyOf(entries);
  }
}
