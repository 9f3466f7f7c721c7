package io.keystream.job.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;

/**
 * A file that is being written: rows go into column chunks, and these by row groups to the disk.
 */
final class ParquetFile extends OutputWriter {
  private final String path;
  private final ParquetFileWriter file;
  private final CodecFactory codecs;
  private final ColumnChunk[] columns;
  private final Map<String, String> metadata;
  private final long rowGroupBytes;
  private long rows;
  private boolean closed;

  /**
   * @param file started; closed with this
   * @param codecs of the columns; released with this
   * @param metadata key-value pairs of the footer
   * @param rowGroupBytes compressed bytes after which a row group ends
   */
  ParquetFile(
      String path,
      ParquetFileWriter file,
      CodecFactory codecs,
      List<ColumnChunk> columns,
      Map<String, String> metadata,
      long rowGroupBytes) {
    this.path = path;
    this.file = file;
    this.codecs = codecs;
    this.columns = columns.toArray(new ColumnChunk[0]);
    this.metadata = metadata;
    this.rowGroupBytes = rowGroupBytes;
  }

  @Override
  public void write(InternalRow row) {
    try {
      for (int i = 0; i < columns.length; i++) {
        columns[i].take(row, i);
      }
      // What is stored grows with the pages.
      if (++rows % ColumnChunk.PAGE_ROWS == 0 && stored() >= rowGroupBytes) {
        endRowGroup();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  /** Writes what is left, and the footer. A second call does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (rows > 0) {
        endRowGroup();
      }
      file.end(metadata);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    } finally {
      codecs.release();
    }
  }

  @Override
  public String path() {
    return path;
  }

  private long stored() {
    long bytes = 0;
    for (ColumnChunk column : columns) {
      bytes += column.stored();
    }
    return bytes;
  }

  private void endRowGroup() throws IOException {
    file.startBlock(rows);
    for (ColumnChunk column : columns) {
      column.flush(file);
    }
    file.endBlock();
    rows = 0;
  }
}
