package io.keystream.job.record;

/**
 * A text that lets a regular expression look at its characters so many times and no more. A pattern
 * that backtracks without end is stopped by it: there is no other way to stop a match.
 */
final class BoundedText implements CharSequence {
  private final String text;
  private final long most;
  private long steps;

  /** The text was looked at too often. */
  static final class GaveUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private GaveUp(long steps) {
      super("gave up after " + steps + " steps", null, false, false);
    }
  }

  /**
   * @param most how often a character may be looked at
   */
  BoundedText(String text, long most) {
    this.text = text;
    this.most = most;
  }

  @Override
  public char charAt(int index) {
    if (++steps > most) {
      throw new GaveUp(most);
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
