package io.keystream.job.sink;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import scala.Function1;

/** Reads the rows that a {@link SpoolWriter} wrote, in their order. */
final class SpoolReader implements Iterator<Row>, Closeable {
  private static final int BUFFER = 64 * 1024;

  private final Path file;
  private final DataInputStream in;
  private final StructType columns;
  private final Function1<Object, Object> toRow;
  private final UnsafeRow row;
  private int next;

  SpoolReader(Path file, Configuration configuration) throws IOException {
    this.file = file;
    this.in =
        new DataInputStream(
            new BufferedInputStream(file.getFileSystem(configuration).open(file), BUFFER));
    this.columns = (StructType) DataType.fromJson(text(in.readInt()));
    this.toRow = converter(columns);
    this.row = new UnsafeRow(columns.size());
    this.next = in.readInt();
  }

  /** The columns of the rows, as they were when the rows were written. */
  StructType columns() {
    return columns;
  }

  @Override
  public boolean hasNext() {
    return next != SpoolWriter.END;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException(file + " has no more rows");
    }
    try {
      byte[] bytes = in.readNBytes(next);
      row.pointTo(bytes, bytes.length);
      next = in.readInt();
      return (Row) toRow.apply(row);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the spooled rows of " + file, e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private String text(int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static Function1<Object, Object> converter(StructType columns) {
    SQLConf conf = new SQLConf();
    conf.setConfString("spark.sql.datetime.java8API.enabled", "true");
    return SQLConf.withExistingConf(
        conf, () -> CatalystTypeConverters.createToScalaConverter(columns));
  }
}
