package io.keystream.job.parquet;

import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.spark.sql.catalyst.InternalRow;

/** A column of truth values, a bit each, for which no dictionary could pay. */
final class BooleanColumn extends ColumnChunk {
  private final byte[] bits = new byte[PAGE_ROWS / Byte.SIZE + 1];
  private int count;
  private int truths;

  BooleanColumn(ColumnDescriptor column, BytesInputCompressor compressor) {
    super(column, compressor);
  }

  @Override
  void add(InternalRow row, int ordinal) {
    if (row.getBoolean(ordinal)) {
      bits[count / Byte.SIZE] |= (byte) (1 << (count % Byte.SIZE));
      truths++;
    }
    count++;
  }

  @Override
  int count() {
    return count;
  }

  @Override
  int plainSize() {
    return (count + Byte.SIZE - 1) / Byte.SIZE;
  }

  @Override
  BytesInput plain() {
    return BytesInput.from(bits, 0, plainSize());
  }

  @Override
  void clear() {
    Arrays.fill(bits, (byte) 0);
    count = 0;
    truths = 0;
  }

  @Override
  void summarize(Statistics<?> statistics) {
    if (truths > 0) {
      statistics.updateStats(true);
    }
    if (truths < count) {
      statistics.updateStats(false);
    }
  }

  @Override
  boolean lookUp(int[] ids, long most) {
    return false;
  }

  @Override
  void summarize(Statistics<?> statistics, int[] ids) {
    summarize(statistics);
  }

  @Override
  int dictionarySize() {
    return 0;
  }

  @Override
  int dictionaryBytes() {
    return 0;
  }

  @Override
  BytesInput dictionary() {
    return BytesInput.empty();
  }

  @Override
  void forgetDictionary() {}
}
