package io.keystream.job.config;

/** Where reading starts when neither the ledger nor a checkpoint knows a position. */
public enum StartPosition {
  EARLIEST("earliest"),
  LATEST("latest");

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
