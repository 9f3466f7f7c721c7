package io.keystream.job.ledger;

import java.time.Instant;
import java.util.List;

/**
 * An operator asks the driver to make files of entries again.
 *
 * @param id unique, and in the order of the requests
 * @param requestedBy name of a user
 * @param entries sequences of entries that read topics
 */
public record RepairRequest(
    String id, String requestedBy, Instant requestedAt, List<Long> entries) {

  public RepairRequest {
    entries = List.copyOf(entries);
  }
}
