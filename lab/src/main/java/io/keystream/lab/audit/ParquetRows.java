package io.keystream.lab.audit;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * The rows of a Parquet file, read through a file system that is open already. Parquet by itself
 * opens another one, as the user of this process, who has no tickets.
 */
public final class ParquetRows {
  private ParquetRows() {}

  /** Opens a file; the caller closes the reader. */
  public static ParquetReader<Group> open(FileSystem fs, Path file) throws IOException {
    return new Builder(new OpenedFile(fs, file)).withConf(fs.getConf()).build();
  }

  private static final class Builder extends ParquetReader.Builder<Group> {
    Builder(InputFile file) {
      super(file);
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }

  private record OpenedFile(FileSystem fs, Path path) implements InputFile {
    @Override
    public long getLength() throws IOException {
      return fs.getFileStatus(path).getLen();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
      return HadoopStreams.wrap(fs.open(path));
    }
  }
}
