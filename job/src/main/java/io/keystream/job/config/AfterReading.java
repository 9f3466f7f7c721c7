package io.keystream.job.config;

/** What becomes of a file that was read. */
public enum AfterReading {
  KEEP("keep"),
  DELETE("delete"),
  MOVE("move");

  private final String word;

  AfterReading(String word) {
    this.word = word;
  }

  /** The word that stands for it in {@code pipeline.yaml}. */
  @Override
  public String toString() {
    return word;
  }
}
