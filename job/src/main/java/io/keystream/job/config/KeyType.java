package io.keystream.job.config;

/** As what the keys of records are read. */
public enum KeyType {
  /** The bytes. */
  BINARY("binary"),
  /** A text in UTF-8. */
  STRING("string");

  private final String word;

  KeyType(String word) {
    this.word = word;
  }

  /** The word that stands for it in {@code pipeline.yaml}. */
  @Override
  public String toString() {
    return word;
  }
}
