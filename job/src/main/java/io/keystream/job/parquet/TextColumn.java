package io.keystream.job.parquet;

import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** A column of texts or byte strings. */
final class TextColumn extends ColumnChunk {
  private final boolean binary;
  private final PlainBytes values = new PlainBytes();
  private final TextDictionary dictionary = new TextDictionary();
  private int count;

  TextColumn(ColumnDescriptor column, BytesInputCompressor compressor, boolean binary) {
    super(column, compressor);
    this.binary = binary;
  }

  @Override
  void add(InternalRow row, int ordinal) {
    if (binary) {
      byte[] value = row.getBinary(ordinal);
      values.add(value, Platform.BYTE_ARRAY_OFFSET, value.length);
    } else {
      UTF8String value = row.getUTF8String(ordinal);
      values.add(value.getBaseObject(), value.getBaseOffset(), value.numBytes());
    }
    count++;
  }

  @Override
  int count() {
    return count;
  }

  @Override
  int plainSize() {
    return values.size();
  }

  @Override
  BytesInput plain() {
    return values.view();
  }

  @Override
  void clear() {
    values.clear();
    count = 0;
  }

  @Override
  boolean lookUp(int[] ids, long most) {
    int entriesBefore = dictionary.size();
    long limit = dictionary.entries().size() + most;
    int start = PlainBytes.LENGTH;
    for (int i = 0; i < count; i++) {
      int end = start + values.length(start);
      ids[i] = dictionary.placeOf(values.array(), start, end);
      if (dictionary.entries().size() > limit) {
        dictionary.truncate(entriesBefore);
        return false;
      }
      start = end + PlainBytes.LENGTH;
    }
    return true;
  }

  @Override
  void summarize(Statistics<?> statistics) {
    Extremes extremes = new Extremes(values);
    int start = PlainBytes.LENGTH;
    for (int i = 0; i < count; i++) {
      extremes.see(start);
      start += values.length(start) + PlainBytes.LENGTH;
    }
    extremes.report(statistics);
  }

  @Override
  void summarize(Statistics<?> statistics, int[] ids) {
    Extremes extremes = new Extremes(dictionary.entries());
    boolean[] seen = new boolean[dictionary.size()];
    for (int id : ids) {
      if (!seen[id]) {
        seen[id] = true;
        extremes.see(dictionary.start(id));
      }
    }
    extremes.report(statistics);
  }

  @Override
  int dictionarySize() {
    return dictionary.size();
  }

  @Override
  int dictionaryBytes() {
    return dictionary.entries().size();
  }

  @Override
  BytesInput dictionary() {
    return dictionary.entries().view();
  }

  @Override
  void forgetDictionary() {
    dictionary.clear();
  }

  /** The smallest and the largest byte string seen, by unsigned bytes. */
  private static final class Extremes {
    private final PlainBytes bytes;
    private int min = -1;
    private int max = -1;

    Extremes(PlainBytes bytes) {
      this.bytes = bytes;
    }

    void see(int start) {
      if (min < 0) {
        min = start;
        max = start;
      } else if (compare(start, min) < 0) {
        min = start;
      } else if (compare(start, max) > 0) {
        max = start;
      }
    }

    void report(Statistics<?> statistics) {
      if (min >= 0) {
        statistics.updateStats(copy(min));
        statistics.updateStats(copy(max));
      }
    }

    private int compare(int one, int other) {
      return Arrays.compareUnsigned(
          bytes.array(),
          one,
          one + bytes.length(one),
          bytes.array(),
          other,
          other + bytes.length(other));
    }

    private Binary copy(int start) {
      return Binary.fromConstantByteArray(
          Arrays.copyOfRange(bytes.array(), start, start + bytes.length(start)));
    }
  }
}
