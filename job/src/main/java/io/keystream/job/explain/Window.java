package io.keystream.job.explain;

import java.util.Arrays;

/** A stretch of a text, seen without its spaces and line breaks. */
final class Window {
  private static final int LONGEST_EXCERPT = 300;
  private static final int BEFORE = 120;

  private final String raw;
  private final String letters;
  private final String lowerCase;

  /** For each letter, where it stands in the raw text. */
  private final int[] places;

  Window(String raw) {
    this.raw = raw;
    StringBuilder found = new StringBuilder(raw.length());
    int[] at = new int[raw.length()];
    for (int i = 0; i < raw.length(); i++) {
      if (!Character.isWhitespace(raw.charAt(i))) {
        at[found.length()] = i;
        found.append(raw.charAt(i));
      }
    }
    this.letters = found.toString();
    this.places = Arrays.copyOf(at, letters.length());
    // One by one: some letters become two where a whole text is made small.
    for (int i = 0; i < found.length(); i++) {
      found.setCharAt(i, Character.toLowerCase(found.charAt(i)));
    }
    this.lowerCase = found.toString();
  }

  String raw() {
    return raw;
  }

  String letters() {
    return letters;
  }

  String lowerCase() {
    return lowerCase;
  }

  /** Where a letter stands in the raw text. */
  int place(int letter) {
    return places[letter];
  }

  /** Whether no word goes on across the place before this letter. */
  boolean isEdge(int letter) {
    return letter <= 0
        || letter >= letters.length()
        || places[letter] > places[letter - 1] + 1
        || !isOfWord(letters.charAt(letter - 1))
        || !isOfWord(letters.charAt(letter));
  }

  static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  /** The line around a place, cut where it is long, and harmless to a terminal. */
  String excerpt(int place) {
    int start = raw.lastIndexOf('\n', Math.max(0, place - 1)) + 1;
    int end = raw.indexOf('\n', place);
    end = end < 0 ? raw.length() : end;
    start = Math.max(start, place - BEFORE);
    end = Math.min(end, start + LONGEST_EXCERPT);
    return raw.substring(start, Math.max(start, end)).replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
