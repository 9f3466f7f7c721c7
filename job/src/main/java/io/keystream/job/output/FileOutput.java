package io.keystream.job.output;

import io.keystream.job.config.Compression;
import io.keystream.job.config.FilesOutputConfig;
import io.keystream.job.config.OutputFormat;
import java.io.IOException;
import java.io.Serializable;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * All that a task has to know to stage the files of an output.
 *
 * @param name name of the output
 * @param maxRowsPerFile after how many rows a new file begins
 */
record FileOutput(String name, RowLayout layout, SparkFileFormat format, int maxRowsPerFile)
    implements Serializable {

  /** The output of rows of this type, as configured. */
  static FileOutput rows(SparkSession session, FilesOutputConfig files, StructType row)
      throws IOException {
    RowLayout layout = RowLayout.of(row, files);
    SparkFileFormat format =
        SparkFileFormat.prepare(
            session, layout.fileColumns(), files.format(), files.compression(), files.header());
    return new FileOutput(
        Outputs.FILES, layout, format, files.maxRowsPerFile().orElse(Integer.MAX_VALUE));
  }

  /** The output of records that are no rows: always Parquet, which keeps every byte. */
  static FileOutput deadLetters(SparkSession session) throws IOException {
    return new FileOutput(
        Outputs.DEAD_LETTERS,
        RowLayout.flat(RowColumns.DEAD_LETTER),
        SparkFileFormat.prepare(
            session, RowColumns.DEAD_LETTER, OutputFormat.PARQUET, Compression.SNAPPY, false),
        Integer.MAX_VALUE);
  }
}
