package io.keystream.job.ledger;

import java.util.List;

/**
 * Records of an earlier entry that were read again, to make its files again.
 *
 * @param request id of the operator's request
 * @param entry sequence of the entry that read the records first
 * @param before what had become of the records by what is replaced
 * @param files all files of these records that counted until now
 */
public record Repair(String request, long entry, RecordCounts before, List<ReplayedFile> files) {

  public Repair {
    files = List.copyOf(files);
  }
}
