package io.keystream.job.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known key that a misspelt or misplaced one was probably meant to be. */
final class NearestKey {
  private NearestKey() {}

  /** What to do about an unknown key of a section. */
  static String remedy(String key, Section section, Section root) {
    Optional<String> sibling = among(key, section.children().keySet());
    if (sibling.isPresent()) {
      return "did you mean \"" + sibling.get() + "\"?";
    }
    return root.settings()
        .map(Setting::path)
        .filter(path -> distance(key, lastName(path)) <= 1)
        .findFirst()
        .map(path -> "did you mean \"" + path + "\"? Move it there")
        .orElse("remove it");
  }

  /** The name that another one was probably meant to be. */
  static Optional<String> among(String name, Collection<String> known) {
    return known.stream()
        .filter(candidate -> isNear(name, candidate))
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
  }

  private static boolean isNear(String key, String known) {
    return distance(key, known) <= Math.max(2, known.length() / 3);
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Edits between two words: insertions, deletions, replacements; case and dashes do not count. */
  static int distance(String left, String right) {
    String a = plain(left);
    String b = plain(right);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static String plain(String key) {
    String shortened = key.length() > 100 ? key.substring(0, 100) : key;
    return shortened.replaceAll("[-_. ]", "").toLowerCase(java.util.Locale.ROOT);
  }
}
