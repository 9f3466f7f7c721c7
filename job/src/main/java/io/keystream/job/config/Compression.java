package io.keystream.job.config;

/** How files are compressed; each {@link OutputFormat} has its own choice of these. */
public enum Compression {
  SNAPPY("snappy"),
  ZSTD("zstd"),
  GZIP("gzip"),
  ZLIB("zlib"),
  DEFLATE("deflate"),
  LZ4("lz4"),
  BZIP2("bzip2"),
  NONE("none");

  private final String word;

  Compression(String word) {
    this.word = word;
  }

  /** The word that stands for it in {@code pipeline.yaml}, and in Spark's options. */
  @Override
  public String toString() {
    return word;
  }
}
