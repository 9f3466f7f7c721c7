package io.keystream.job.config;

/** What whoever reads and writes without saying who they are has to have understood. */
public enum Unauthenticated {
  ANYONE_MAY_READ_AND_WRITE("anyone-may-read-and-write");

  private final String word;

  Unauthenticated(String word) {
    this.word = word;
  }

  /** The words that stand for it in {@code pipeline.yaml}. */
  @Override
  public String toString() {
    return word;
  }
}
