package io.keystream.job.config;

/** How a password is proved without being sent. */
public enum ScramMechanism {
  SHA_256("SCRAM-SHA-256"),
  SHA_512("SCRAM-SHA-512");

  private final String word;

  ScramMechanism(String word) {
    this.word = word;
  }

  /** The word that stands for it in {@code pipeline.yaml}, and Kafka's name. */
  @Override
  public String toString() {
    return word;
  }
}
