package io.keystream.lab.demo;

import io.keystream.lab.audit.Audit;
import java.util.List;
import java.util.Map;

/**
 * What was found when topic and files were read back. Only batches and their commit times are taken
 * from the job's ledger; no number of records is.
 *
 * @param audit the comparison of the topic with output and dead letters
 * @param vanished records that Kafka acknowledged and no longer has
 * @param reasons number of dead letters by reason
 * @param files number of files of the output
 * @param batches committed batches that had records
 * @param latency how long records and batches took
 * @param applicationId the YARN application
 * @param output folder of the output
 * @param sample some rows, first the names of their columns
 */
record Outcome(
    Audit audit,
    long vanished,
    Map<String, Integer> reasons,
    int files,
    long batches,
    Latency latency,
    String applicationId,
    String output,
    List<List<String>> sample) {

  /** Records that were sent and are in neither output nor dead letters. */
  long lost() {
    return audit.lost().size() + vanished;
  }

  long duplicated() {
    return audit.duplicated().size();
  }

  /** Whether every record arrived exactly once, unaltered. */
  boolean exact() {
    return audit.exact() && vanished == 0;
  }
}
