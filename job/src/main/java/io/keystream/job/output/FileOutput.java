package io.keystream.job.output;

import io.keystream.job.config.Compression;
import io.keystream.job.config.FilesOutputConfig;
import io.keystream.job.config.OutputFormat;
import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.OutputCommit;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * An output of files.
 *
 * @param name name of the output
 * @param path folder of the published files
 * @param maxRowsPerFile after how many rows a new file begins
 */
record FileOutput(
    String name,
    String path,
    Selection selection,
    RowLayout layout,
    SparkFileFormat format,
    int maxRowsPerFile)
    implements OutputPlan {

  /** The output of rows, as configured. */
  static FileOutput rows(
      SparkSession session, String name, Selection selection, FilesOutputConfig files)
      throws IOException {
    RowLayout layout = RowLayout.of(selection.columns(), files);
    SparkFileFormat format =
        SparkFileFormat.prepare(
            session, layout.fileColumns(), files.format(), files.compression(), files.header());
    return new FileOutput(
        name,
        files.path(),
        selection,
        layout,
        format,
        files.maxRowsPerFile().orElse(Integer.MAX_VALUE));
  }

  /** The output of records that are no rows: always Parquet, which keeps every byte. */
  static FileOutput deadLetters(SparkSession session, String path) throws IOException {
    return new FileOutput(
        Outputs.DEAD_LETTERS,
        path,
        Selection.all(RowColumns.DEAD_LETTER),
        RowLayout.flat(RowColumns.DEAD_LETTER),
        SparkFileFormat.prepare(
            session, RowColumns.DEAD_LETTER, OutputFormat.PARQUET, Compression.SNAPPY, false),
        Integer.MAX_VALUE);
  }

  @Override
  public RowWriter open(Path folder, String fileName) {
    return selection.before(new StagingFiles(this, folder, fileName));
  }

  @Override
  public OutputCommit commit(List<StagedFile> files) {
    return OutputCommit.of(name, files.stream().map(this::committed).toList());
  }

  private CommittedFile committed(StagedFile file) {
    return new CommittedFile(
        name + "/" + file.name(),
        new Path(path, file.name()).toString(),
        file.rows(),
        file.bytes());
  }
}
