package io.keystream.job.config;

/** How a connection is protected. */
public enum Encryption {
  /** TLS 1.2 or newer. */
  TLS("tls"),
  /** Not at all. */
  NONE("none");

  private final String word;

  Encryption(String word) {
    this.word = word;
  }

  /** The word that stands for it in {@code pipeline.yaml}. */
  @Override
  public String toString() {
    return word;
  }
}
