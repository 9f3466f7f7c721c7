package io.keystream.job.config;

/** The format of the files written. */
public enum OutputFormat {
  PARQUET("parquet");

  private final String word;

  OutputFormat(String word) {
    this.word = word;
  }

  /** The word that stands for it in {@code pipeline.yaml}. */
  @Override
  public String toString() {
    return word;
  }
}
