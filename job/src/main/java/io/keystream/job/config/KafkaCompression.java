package io.keystream.job.config;

/** How batches of records are compressed on their way to Kafka and in it. */
public enum KafkaCompression {
  LZ4("lz4"),
  ZSTD("zstd"),
  SNAPPY("snappy"),
  GZIP("gzip"),
  NONE("none");

  private final String word;

  KafkaCompression(String word) {
    this.word = word;
  }

  /** The word that stands for it in {@code pipeline.yaml}, and in Kafka. */
  @Override
  public String toString() {
    return word;
  }
}
