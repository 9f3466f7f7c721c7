package io.keystream.job.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A message of the index. Each {@code …} in it stands for up to {@value #WIDEST_GAP} characters.
 *
 * <p>Spaces and line breaks do not count, neither here nor in the text: terminals and reports wrap
 * lines anywhere. What counts is that a message does not begin or end in the middle of a word. A
 * message of one word, such as {@code GONE}, has to stand there in just these letters; of any
 * other, capitals do not matter.
 */
final class KnownMessage {
  static final int WIDEST_GAP = 200;
  private static final String PLACEHOLDER = "…";

  private final String text;
  private final boolean exactCase;
  private final List<Piece> pieces;

  /**
   * What stands between two placeholders, without spaces.
   *
   * @param startsWord whether it may not begin in the middle of a word
   * @param endsWord whether it may not end there
   */
  private record Piece(String letters, boolean startsWord, boolean endsWord) {}

  KnownMessage(String text) {
    this.text = text;
    this.exactCase = text.strip().matches("\\S+") && !text.contains(PLACEHOLDER);
    this.pieces =
        Arrays.stream(text.split(PLACEHOLDER, -1))
            .filter(piece -> !piece.isBlank())
            .map(piece -> piece(piece, text))
            .toList();
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException("A message of nothing but placeholders: '" + text + "'");
    }
  }

  String text() {
    return text;
  }

  /** How much of a text it asks for: the more, the surer it is that this is meant. */
  int specificity() {
    return pieces.stream().mapToInt(piece -> piece.letters().length()).sum();
  }

  /** Where it stands first in a window, at this place or later. */
  Optional<Span> find(Window window, int from) {
    String letters = exactCase ? window.letters() : window.lowerCase();
    Piece first = pieces.get(0);
    for (int at = letters.indexOf(first.letters(), from);
        at >= 0;
        at = letters.indexOf(first.letters(), at + 1)) {
      int end = endOf(window, letters, at);
      if (end >= 0) {
        return Optional.of(new Span(at, end));
      }
    }
    return Optional.empty();
  }

  /** Letters {@code [from, until)} of a window. */
  record Span(int from, int until) {}

  private int endOf(Window window, String letters, int start) {
    if (!fits(window, pieces.get(0), start)) {
      return -1;
    }
    int end = start + pieces.get(0).letters().length();
    for (Piece piece : pieces.subList(1, pieces.size())) {
      int last = end + WIDEST_GAP;
      int at = letters.indexOf(piece.letters(), end);
      while (at >= 0 && at <= last && !fits(window, piece, at)) {
        at = letters.indexOf(piece.letters(), at + 1);
      }
      if (at < 0 || at > last) {
        return -1;
      }
      end = at + piece.letters().length();
    }
    return end;
  }

  private static boolean fits(Window window, Piece piece, int at) {
    return (!piece.startsWord() || window.isEdge(at))
        && (!piece.endsWord() || window.isEdge(at + piece.letters().length()));
  }

  private Piece piece(String piece, String whole) {
    String stripped = piece.strip();
    String letters = stripped.replaceAll("\\s+", "");
    boolean startsWord =
        Window.isOfWord(stripped.charAt(0))
            && (whole.startsWith(piece) || Character.isWhitespace(piece.charAt(0)));
    boolean endsWord =
        Window.isOfWord(stripped.charAt(stripped.length() - 1))
            && (whole.endsWith(piece) || Character.isWhitespace(piece.charAt(piece.length() - 1)));
    return new Piece(exactCase ? letters : letters.toLowerCase(Locale.ROOT), startsWord, endsWord);
  }

  /** The messages in backquotes in a cell of a table. */
  static List<KnownMessage> in(String cell) {
    List<KnownMessage> messages = new ArrayList<>();
    String[] parts = cell.split("`", -1);
    for (int i = 1; i < parts.length; i += 2) {
      messages.add(new KnownMessage(parts[i]));
    }
    return messages;
  }
}
