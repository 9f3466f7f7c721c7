package io.keystream.job.cli;

import java.io.IOException;
import java.util.List;

/**
 * The dead letters of the newest files, which {@code keystream dead-letters count} counts all.
 *
 * @param files how many were read; -1 if they could not be
 * @param groups by reason, the most frequent first, {@value #SHOWN} at the most
 * @param problem why they could not be read; null if they were
 */
record RecentLetters(int files, List<LetterCounts.Group> groups, String problem) {
  private static final int NEWEST = 20;
  private static final int SHOWN = 5;

  static RecentLetters unknown(String problem) {
    return new RecentLetters(-1, List.of(), problem);
  }

  static RecentLetters read(Cluster cluster) throws IOException {
    PublishedLetters published = new PublishedLetters(cluster);
    LetterCounts counts = new LetterCounts();
    List<String> newest = published.newestFirst().stream().limit(NEWEST).toList();
    for (String file : newest) {
      published.read(file, counts::add);
    }
    List<LetterCounts.Group> groups = counts.groups();
    return new RecentLetters(
        newest.size(), groups.subList(0, Math.min(SHOWN, groups.size())), null);
  }
}
