package io.keystream.job.config;

/** How the job proves to the brokers who it is. */
public enum KafkaAuth {
  /** Kafka delegation tokens; the keytab stays in the application master. */
  DELEGATION_TOKEN("delegation-token"),
  /** A keytab on the driver and on every executor. */
  KEYTAB("keytab"),
  /** A user and a password, which is read at each login. */
  SCRAM("scram"),
  /** A certificate. */
  MTLS("mtls"),
  /** Not at all. */
  NONE("none");

  private final String word;

  KafkaAuth(String word) {
    this.word = word;
  }

  /** The word that stands for it in {@code pipeline.yaml}. */
  @Override
  public String toString() {
    return word;
  }
}
