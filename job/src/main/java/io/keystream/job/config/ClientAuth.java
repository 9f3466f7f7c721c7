package io.keystream.job.config;

/** Whether senders have to show a certificate. */
public enum ClientAuth {
  /** They need none. */
  NONE("none"),
  /** One of an authority in the truststore. */
  REQUIRED("required");

  private final String word;

  ClientAuth(String word) {
    this.word = word;
  }

  /** The word that stands for it in {@code pipeline.yaml}. */
  @Override
  public String toString() {
    return word;
  }
}
