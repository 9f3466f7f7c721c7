package io.keystream.job.config;

/** Where reading starts when the ledger knows no position. */
public enum StartPosition {
  EARLIEST("earliest"),
  LATEST("latest"),
  TIMESTAMP("timestamp"),
  OFFSETS("offsets");

  private final String word;

  StartPosition(String word) {
    this.word = word;
  }

  /** The word that stands for it in {@code pipeline.yaml}. */
  @Override
  public String toString() {
    return word;
  }
}
