package io.keystream.job.config;

/** What becomes of a row whose key the table has already. */
public enum JdbcMode {
  /** Every row is inserted. */
  APPEND("append"),
  /** The row with the same keys is replaced. */
  UPSERT("upsert");

  private final String word;

  JdbcMode(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
