package io.keystream.job.parquet;

import org.apache.parquet.column.statistics.Statistics;
import org.apache.spark.sql.catalyst.InternalRow;

/** How a number stands in a row, and in a file. */
enum NumberKind {
  BYTE(Integer.BYTES),
  SHORT(Integer.BYTES),
  INT(Integer.BYTES),
  LONG(Long.BYTES),
  FLOAT(Integer.BYTES),
  DOUBLE(Long.BYTES);

  private final int bytes;

  NumberKind(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of a plain value. */
  int bytes() {
    return bytes;
  }

  /** The number, or its bits if it has a fraction. */
  long value(InternalRow row, int ordinal) {
    return switch (this) {
      case BYTE -> row.getByte(ordinal);
      case SHORT -> row.getShort(ordinal);
      case INT -> row.getInt(ordinal);
      case LONG -> row.getLong(ordinal);
      case FLOAT -> Float.floatToRawIntBits(row.getFloat(ordinal));
      case DOUBLE -> Double.doubleToRawLongBits(row.getDouble(ordinal));
    };
  }

  /** Adds the smallest and the largest of some numbers. */
  void summarize(long[] numbers, int count, Statistics<?> statistics) {
    switch (this) {
      case FLOAT -> {
        for (int i = 0; i < count; i++) {
          statistics.updateStats(Float.intBitsToFloat((int) numbers[i]));
        }
      }
      case DOUBLE -> {
        for (int i = 0; i < count; i++) {
          statistics.updateStats(Double.longBitsToDouble(numbers[i]));
        }
      }
      default -> {
        if (count > 0) {
          summarizeWhole(numbers, count, statistics);
        }
      }
    }
  }

  private void summarizeWhole(long[] numbers, int count, Statistics<?> statistics) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      min = Math.min(min, numbers[i]);
      max = Math.max(max, numbers[i]);
    }
    if (this == LONG) {
      statistics.updateStats(min);
      statistics.updateStats(max);
    } else {
      statistics.updateStats((int) min);
      statistics.updateStats((int) max);
    }
  }
}
