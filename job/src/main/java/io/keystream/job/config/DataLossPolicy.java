package io.keystream.job.config;

/** What is done when Kafka no longer has records that were not read yet. */
public enum DataLossPolicy {
  /** The driver stops and says which records are gone. */
  FAIL("fail"),
  /** The ledger records what is gone, and the driver goes on with what is there. */
  RECORD("record");

  private final String word;

  DataLossPolicy(String word) {
    this.word = word;
  }

  /** The word that stands for it in {@code pipeline.yaml}. */
  @Override
  public String toString() {
    return word;
  }
}
