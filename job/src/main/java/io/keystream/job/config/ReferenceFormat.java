package io.keystream.job.config;

/** The format of reference data in files, by the name Spark has for it. */
public enum ReferenceFormat {
  CSV("csv"),
  /** One object per line. */
  JSON("json"),
  PARQUET("parquet");

  private final String word;

  ReferenceFormat(String word) {
    this.word = word;
  }

  /** The word that stands for it in {@code pipeline.yaml}. */
  @Override
  public String toString() {
    return word;
  }
}
