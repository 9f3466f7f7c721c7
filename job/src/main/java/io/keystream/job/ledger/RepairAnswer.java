package io.keystream.job.ledger;

import java.time.Instant;
import java.util.List;

/**
 * What became of a request to make files of entries again.
 *
 * @param id of the request
 * @param entries sequences of the entries that hold the new files
 * @param refused why others were not made again, one sentence each
 */
public record RepairAnswer(
    String id, List<Long> entries, List<String> refused, Instant answeredAt) {

  public RepairAnswer {
    entries = List.copyOf(entries);
    refused = List.copyOf(refused);
  }
}
