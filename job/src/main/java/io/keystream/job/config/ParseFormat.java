package io.keystream.job.config;

/** What the values of the records are. */
public enum ParseFormat {
  /** A line in the common or combined format of the Apache web server. */
  ACCESS_LOG("access-log"),
  /** A JSON object with declared fields. */
  JSON("json");

  private final String word;

  ParseFormat(String word) {
    this.word = word;
  }

  /** The word that stands for it in {@code pipeline.yaml}. */
  @Override
  public String toString() {
    return word;
  }
}
