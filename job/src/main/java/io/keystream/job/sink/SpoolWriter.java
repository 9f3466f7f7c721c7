package io.keystream.job.sink;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;

/**
 * Writes rows to be delivered: the columns as JSON, then each row as its length and Spark's own
 * bytes, and {@value #END} after the last.
 */
public final class SpoolWriter implements Closeable {
  static final int END = -1;
  private static final int BUFFER = 64 * 1024;

  private final Path file;
  private final Configuration configuration;
  private final DataOutputStream out;
  private final UnsafeProjection toBytes;
  private long rows;

  /** Creates the file and the folders above it. */
  public SpoolWriter(Path file, StructType columns, Configuration configuration)
      throws IOException {
    this.file = file;
    this.configuration = configuration;
    this.toBytes = UnsafeProjection.create(columns);
    this.out =
        new DataOutputStream(
            new BufferedOutputStream(
                file.getFileSystem(configuration).create(file, false), BUFFER));
    byte[] schema = columns.json().getBytes(StandardCharsets.UTF_8);
    out.writeInt(schema.length);
    out.write(schema);
  }

  /** Appends a row. */
  public void write(InternalRow row) throws IOException {
    UnsafeRow bytes = row instanceof UnsafeRow unsafe ? unsafe : toBytes.apply(row);
    out.writeInt(bytes.getSizeInBytes());
    bytes.writeToStream(out, null);
    rows++;
  }

  /** Number of rows written so far. */
  public long rows() {
    return rows;
  }

  /** Completes the file; it is there for every reader when this returns. */
  @Override
  public void close() throws IOException {
    out.writeInt(END);
    out.close();
  }

  /** Length of the closed file in bytes. */
  public long bytes() throws IOException {
    return file.getFileSystem(configuration).getFileStatus(file).getLen();
  }

  /** Closes a file that nobody will read. */
  public void abandon() {
    try {
      out.close();
    } catch (IOException e) {
      // The failure that led here is the one to report.
    }
  }
}
