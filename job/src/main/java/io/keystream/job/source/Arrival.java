package io.keystream.job.source;

import java.io.Serializable;
import org.apache.hadoop.fs.FileStatus;

/**
 * A file that arrived.
 *
 * <p>The position of a line in the ledger is the file's number in the upper and the line's, from 1,
 * in the lower 32 bits. So every record has a position of its own, those of a file lie together,
 * and how far reading is says one number.
 *
 * @param number counts the files of a source from 0
 * @param path where it lies, with its file system
 * @param bytes its length
 * @param modified when it was last written to, in milliseconds since 1970
 */
record Arrival(long number, String path, long bytes, long modified) implements Serializable {
  private static final int LINE_BITS = 32;

  /** The most lines a file can have. */
  static final long MOST_LINES = (1L << LINE_BITS) - 1;

  /** The position before everything of the file with this number. */
  static long position(long number) {
    return number << LINE_BITS;
  }

  /** The number of the file that a position lies in, or with which it goes on. */
  static long number(long position) {
    return position >>> LINE_BITS;
  }

  /**
   * The position of a record.
   *
   * @param line from 1; at most {@link #MOST_LINES}
   */
  long positionOf(long line) {
    return position(number) + line;
  }

  /** Whether a file is still the one that arrived. */
  boolean is(FileStatus file) {
    return file.getLen() == bytes && file.getModificationTime() == modified;
  }
}
