package io.keystream.job.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.spark.unsafe.Platform;

/** Byte strings one after another, each behind its length, as Parquet's plain encoding has them. */
final class PlainBytes {
  /** Bytes of a length. */
  static final int LENGTH = 4;

  private static final int FIRST_BYTES = 4_096;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] array = new byte[FIRST_BYTES];
  private int size;

  /**
   * Copies a byte string.
   *
   * @param base and {@code offset} as {@link Platform} takes them
   * @return where its bytes begin
   */
  int add(Object base, long offset, int length) {
    int start = size + LENGTH;
    int end = Math.addExact(start, length);
    if (end > array.length) {
      array = Arrays.copyOf(array, (int) Math.max(end, Math.min(2L * array.length, 1 << 30)));
    }
    INT.set(array, size, length);
    Platform.copyMemory(base, offset, array, Platform.BYTE_ARRAY_OFFSET + start, length);
    size = end;
    return start;
  }

  /** Length of the byte string that begins here. */
  int length(int start) {
    return (int) INT.get(array, start - LENGTH);
  }

  byte[] array() {
    return array;
  }

  /** Bytes used, lengths included. */
  int size() {
    return size;
  }

  void truncate(int newSize) {
    size = newSize;
  }

  void clear() {
    size = 0;
  }

  /** A view of the bytes used. */
  BytesInput view() {
    return BytesInput.from(array, 0, size);
  }
}
