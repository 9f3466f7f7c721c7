package io.keystream.job.source;

import io.keystream.job.config.FileRecords;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.util.LineReader;
import org.apache.spark.SparkConf;
import org.apache.spark.io.ZStdCompressionCodec;

/** What is in a file, record by record, decompressed as its name says. */
final class FileContent implements Closeable {
  /** Longest record in bytes: as long as a JSON value may be. */
  static final int LONGEST = 16 << 20;

  private static final int BUFFER = 1 << 16;
  private static final byte[] LINE_FEED = {'\n'};

  private final FileRecords format;
  private final InputStream in;
  private final LineReader lines;
  private final Text line = new Text();
  private boolean read;

  private FileContent(FileRecords format, InputStream in) {
    this.format = format;
    this.in = in;
    this.lines = new LineReader(in, BUFFER, LINE_FEED);
  }

  /**
   * Opens a file.
   *
   * @throws FileGoneException if it is not there any more, or not what it was when it arrived
   */
  static FileContent open(Arrival file, FileRecords format, Configuration configuration)
      throws IOException {
    Path path = new Path(file.path());
    FileSystem files = path.getFileSystem(configuration);
    try {
      FileStatus status = files.getFileStatus(path);
      if (!file.is(status)) {
        throw new FileGoneException(
            file.path() + " was changed after it arrived, at " + status.getModificationTime());
      }
      return open(path, files.open(path), format, configuration);
    } catch (FileNotFoundException e) {
      throw new FileGoneException(file.path() + " is gone");
    }
  }

  private static FileContent open(
      Path path, InputStream in, FileRecords format, Configuration configuration)
      throws IOException {
    try {
      return new FileContent(format, decompressed(path, in, configuration));
    } catch (IOException | RuntimeException e) {
      IOUtils.closeStream(in);
      throw e;
    }
  }

  private static InputStream decompressed(Path path, InputStream in, Configuration configuration)
      throws IOException {
    if (path.getName().endsWith(".zst")) {
      // Spark's, because Hadoop's needs a native library.
      return new ZStdCompressionCodec(new SparkConf(false)).compressedInputStream(in);
    }
    CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(path);
    return codec == null ? in : codec.createInputStream(in);
  }

  /** The next record, or null after the last. */
  byte[] next() throws IOException {
    return format == FileRecords.WHOLE ? whole() : line();
  }

  private byte[] whole() throws IOException {
    if (read) {
      return null;
    }
    read = true;
    byte[] all = in.readNBytes(LONGEST + 1);
    if (all.length > LONGEST) {
      throw new IOException("it has more than " + LONGEST + " bytes");
    }
    return all;
  }

  private byte[] line() throws IOException {
    int consumed = lines.readLine(line, LONGEST + 1);
    if (consumed == 0) {
      return null;
    }
    if (line.getLength() > LONGEST) {
      throw new IOException("the next line has more than " + LONGEST + " bytes");
    }
    int length = line.getLength();
    boolean returned = length > 0 && line.getBytes()[length - 1] == '\r';
    return Arrays.copyOf(line.getBytes(), returned ? length - 1 : length);
  }

  @Override
  public void close() {
    IOUtils.closeStream(lines);
  }
}
