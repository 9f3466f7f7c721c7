package io.keystream.job.config;

/** How one record is told from the next. */
public enum Framing {
  /** Each ends with a line feed, before which a carriage return is dropped. */
  LINES("lines"),
  /** Each begins with its length in bytes, as four bytes, the highest first. */
  LENGTH("length");

  private final String word;

  Framing(String word) {
    this.word = word;
  }

  /** The word that stands for it in {@code pipeline.yaml}. */
  @Override
  public String toString() {
    return word;
  }
}
