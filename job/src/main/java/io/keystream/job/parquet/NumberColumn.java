package io.keystream.job.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.DataSourceUtils;

/** A column of values that are numbers of four or eight bytes, times included. */
final class NumberColumn extends ColumnChunk {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int FIRST_ROWS = 256;

  private final NumberKind kind;
  private final long oldest;
  private long[] values = new long[FIRST_ROWS];
  private final NumberDictionary dictionary = new NumberDictionary();
  private int count;

  /**
   * @param oldest smallest value that is the same in every calendar that readers use
   */
  NumberColumn(
      ColumnDescriptor column, BytesInputCompressor compressor, NumberKind kind, long oldest) {
    super(column, compressor);
    this.kind = kind;
    this.oldest = oldest;
  }

  @Override
  void add(InternalRow row, int ordinal) {
    long value = kind.value(row, ordinal);
    if (value < oldest) {
      throw DataSourceUtils.newRebaseExceptionInWrite("Parquet");
    }
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
  }

  @Override
  int count() {
    return count;
  }

  @Override
  int plainSize() {
    return count * kind.bytes();
  }

  @Override
  BytesInput plain() {
    return plain(values, count);
  }

  @Override
  void clear() {
    count = 0;
  }

  @Override
  boolean lookUp(int[] ids, long most) {
    int entriesBefore = dictionary.size();
    long limit = entriesBefore + most / kind.bytes();
    for (int i = 0; i < count; i++) {
      ids[i] = dictionary.placeOf(values[i]);
      if (dictionary.size() > limit) {
        dictionary.truncate(entriesBefore);
        return false;
      }
    }
    return true;
  }

  @Override
  void summarize(Statistics<?> statistics) {
    kind.summarize(values, count, statistics);
  }

  /** As quick as finding out which entries the page has. */
  @Override
  void summarize(Statistics<?> statistics, int[] ids) {
    summarize(statistics);
  }

  @Override
  int dictionarySize() {
    return dictionary.size();
  }

  @Override
  int dictionaryBytes() {
    return dictionary.size() * kind.bytes();
  }

  @Override
  BytesInput dictionary() {
    return plain(dictionary.entries(), dictionary.size());
  }

  @Override
  void forgetDictionary() {
    dictionary.clear();
  }

  private BytesInput plain(long[] numbers, int size) {
    byte[] bytes = new byte[size * kind.bytes()];
    if (kind.bytes() == Long.BYTES) {
      for (int i = 0; i < size; i++) {
        LONG.set(bytes, i * Long.BYTES, numbers[i]);
      }
    } else {
      for (int i = 0; i < size; i++) {
        INT.set(bytes, i * Integer.BYTES, (int) numbers[i]);
      }
    }
    return BytesInput.from(bytes);
  }
}
