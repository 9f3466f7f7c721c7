package io.keystream.job.compact;

import java.time.Instant;

/**
 * Which files are joined, and how far.
 *
 * @param targetBytes the most bytes a file has afterwards, but for its footer; files that have half
 *     of it are left alone
 * @param writtenBefore files that were written to later are left alone
 */
public record CompactLimits(long targetBytes, Instant writtenBefore) {
  /** A footer, and whoever opens the file, has to go through all blocks. */
  static final int MOST_BLOCKS = 1_000;

  boolean isSmall(long bytes) {
    return bytes > 0 && bytes < targetBytes / 2;
  }
}
