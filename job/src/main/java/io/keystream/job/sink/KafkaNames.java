package io.keystream.job.sink;

/** What the job calls its transactions and groups in Kafka. */
public final class KafkaNames {
  private static final String PREFIX = "keystream.";

  private KafkaNames() {}

  /** How the transactional ids and groups of a pipeline begin; ACLs are given to it. */
  public static String prefix(String pipeline) {
    return PREFIX + pipeline + ".";
  }

  /** How those of one output begin. */
  static String prefix(String pipeline, String output) {
    return prefix(pipeline) + output + ".";
  }
}
