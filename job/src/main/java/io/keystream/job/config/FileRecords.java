package io.keystream.job.config;

/** What a record of a file is. */
public enum FileRecords {
  LINES("lines"),
  WHOLE("whole");

  private final String word;

  FileRecords(String word) {
    this.word = word;
  }

  /** The word that stands for it in {@code pipeline.yaml}. */
  @Override
  public String toString() {
    return word;
  }
}
