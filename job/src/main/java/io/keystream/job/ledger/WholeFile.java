package io.keystream.job.ledger;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.io.IOUtils;

/** Writes a small file of HDFS at once. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes all of it to the DataNodes' disks, and closes the stream.
   *
   * <p>Not with try-with-resources: a stream of HDFS that failed throws the same exception again
   * when it is closed, which cannot suppress itself, so that an {@code IllegalArgumentException}
   * would be thrown in its place.
   */
  public static void write(FSDataOutputStream out, byte[] content) throws IOException {
    try {
      out.write(content);
      out.hsync();
    } catch (IOException e) {
      IOUtils.closeStream(out);
      throw e;
    }
    out.close();
  }
}
