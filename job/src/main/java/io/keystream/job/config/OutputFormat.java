package io.keystream.job.config;

import java.util.List;
import org.apache.spark.sql.avro.AvroFileFormat;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.csv.CSVFileFormat;
import org.apache.spark.sql.execution.datasources.json.JsonFileFormat;
import org.apache.spark.sql.execution.datasources.orc.OrcFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.text.TextFileFormat;

/** The format of the files written. */
public enum OutputFormat {
  PARQUET("parquet"),
  ORC("orc"),
  /** Container files, with the schema in each. */
  AVRO("avro"),
  /** One object per line. */
  JSON("json"),
  CSV("csv"),
  /** One column, a line per row. */
  TEXT("text");

  private final String word;

  OutputFormat(String word) {
    this.word = word;
  }

  /** How files of this format can be compressed, the default first. */
  public List<Compression> compressions() {
    return switch (this) {
      case PARQUET ->
          List.of(
              Compression.SNAPPY,
              Compression.ZSTD,
              Compression.GZIP,
              Compression.LZ4,
              Compression.NONE);
      case ORC ->
          List.of(
              Compression.SNAPPY,
              Compression.ZSTD,
              Compression.ZLIB,
              Compression.LZ4,
              Compression.NONE);
      case AVRO ->
          List.of(
              Compression.SNAPPY,
              Compression.ZSTD,
              Compression.DEFLATE,
              Compression.BZIP2,
              Compression.NONE);
      case JSON, CSV, TEXT -> List.of(Compression.NONE, Compression.GZIP, Compression.BZIP2);
    };
  }

  /** Spark's implementation of the format. */
  public FileFormat implementation() {
    return switch (this) {
      case PARQUET -> new ParquetFileFormat();
      case ORC -> new OrcFileFormat();
      case AVRO -> new AvroFileFormat();
      case JSON -> new JsonFileFormat();
      case CSV -> new CSVFileFormat();
      case TEXT -> new TextFileFormat();
    };
  }

  /** The word that stands for it in {@code pipeline.yaml}. */
  @Override
  public String toString() {
    return word;
  }
}
