package io.keystream.job.compact;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run found and did.
 *
 * @param joined files that became one, or would
 * @param skipped outputs whose format cannot be joined, one sentence each
 * @param failures what was refused or is not as the ledger has it, one sentence each
 */
public record CompactReport(List<Joined> joined, List<String> skipped, List<String> failures) {

  /**
   * Files that became one.
   *
   * @param output name of the output; null if an earlier run had planned it and was killed
   * @param file the one
   * @param files how many there were before
   */
  public record Joined(String output, String file, int files, long rows, long bytes) {}

  /** One to be filled. */
  public static CompactReport empty() {
    return new CompactReport(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** Takes what another one found and did. */
  public void add(CompactReport other) {
    joined.addAll(other.joined());
    skipped.addAll(other.skipped());
    failures.addAll(other.failures());
  }
}
