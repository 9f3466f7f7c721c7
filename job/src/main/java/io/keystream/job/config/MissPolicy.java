package io.keystream.job.config;

/** What becomes of a row whose key a reference does not have. */
public enum MissPolicy {
  /** The reference's columns are null. */
  NULLS("nulls"),
  /** The record is a dead letter that names the reference. */
  DEAD_LETTER("dead-letter"),
  /** The record is left out, and counted as filtered. */
  DROP("drop");

  private final String word;

  MissPolicy(String word) {
    this.word = word;
  }

  /** The word that stands for it in {@code pipeline.yaml}. */
  @Override
  public String toString() {
    return word;
  }
}
