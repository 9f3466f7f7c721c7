package io.keystream.job.config;

/** What to do about a file that was read and is another one now. */
public enum OnReplaced {
  REPORT("report"),
  READ("read");

  private final String word;

  OnReplaced(String word) {
    this.word = word;
  }

  /** The word that stands for it in {@code pipeline.yaml}. */
  @Override
  public String toString() {
    return word;
  }
}
