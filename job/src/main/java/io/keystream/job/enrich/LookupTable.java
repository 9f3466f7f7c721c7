package io.keystream.job.enrich;

import static org.apache.spark.unsafe.Platform.BYTE_ARRAY_OFFSET;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.array.ByteArrayMethods;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/**
 * Rows by their key: a hash table with open addressing, whose entries lie one behind another in a
 * few large arrays, so that a million rows are a handful of objects. Never changed once it is
 * built; any number of threads may read it.
 */
final class LookupTable implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int PAGE_BYTES = 1 << 20;

  /** Lengths of key and value stand before them. */
  private static final int HEADER_BYTES = 8;

  private static final int SEED = 42;

  private final byte[][] pages;

  /** Page and offset of an entry plus one; 0 is free. A power of two of them. */
  private final long[] slots;

  private final int rows;
  private final long bytes;

  private LookupTable(byte[][] pages, long[] slots, int rows, long bytes) {
    this.pages = pages;
    this.slots = slots;
    this.rows = rows;
    this.bytes = bytes;
  }

  /** How many rows there are. */
  int rows() {
    return rows;
  }

  /** How much memory they take. */
  long bytes() {
    return bytes;
  }

  /**
   * Looks up a row.
   *
   * @param value made to show the row, if there is one
   * @return whether there is one
   */
  boolean find(UnsafeRow key, UnsafeRow value) {
    long address = slots[slotOf(key, slots, pages)];
    if (address == 0) {
      return false;
    }
    byte[] page = page(address, pages);
    long entry = entry(address);
    int keyBytes = Platform.getInt(page, entry);
    value.pointTo(page, entry + HEADER_BYTES + keyBytes, Platform.getInt(page, entry + 4));
    return true;
  }

  private static int slotOf(UnsafeRow key, long[] slots, byte[][] pages) {
    int slot = hash(key.getBaseObject(), key.getBaseOffset(), key.getSizeInBytes()) & last(slots);
    while (slots[slot] != 0 && !isKeyOf(slots[slot], key, pages)) {
      slot = (slot + 1) & last(slots);
    }
    return slot;
  }

  private static boolean isKeyOf(long address, UnsafeRow key, byte[][] pages) {
    byte[] page = page(address, pages);
    long entry = entry(address);
    int length = key.getSizeInBytes();
    return Platform.getInt(page, entry) == length
        && ByteArrayMethods.arrayEquals(
            page, entry + HEADER_BYTES, key.getBaseObject(), key.getBaseOffset(), length);
  }

  private static int hash(Object base, long offset, int length) {
    return Murmur3_x86_32.hashUnsafeWords(base, offset, length, SEED);
  }

  private static int last(long[] slots) {
    return slots.length - 1;
  }

  private static byte[] page(long address, byte[][] pages) {
    return pages[(int) ((address - 1) >>> 32)];
  }

  private static long entry(long address) {
    return (long) BYTE_ARRAY_OFFSET + (int) (address - 1);
  }

  /** Builds a table, in one thread. */
  static final class Builder {
    private final List<byte[]> pages = new ArrayList<>();
    private byte[][] view = new byte[0][];
    private long[] slots = new long[64];
    private int free = PAGE_BYTES;
    private int rows;
    private long bytes;

    /**
     * Adds a copy of a row.
     *
     * @return false, and nothing is added, if there is one with this key
     */
    boolean add(UnsafeRow key, UnsafeRow value) {
      int slot = slotOf(key, slots, view);
      if (slots[slot] != 0) {
        return false;
      }
      slots[slot] = append(key, value);
      rows++;
      if (rows > slots.length / 2) {
        grow();
      }
      return true;
    }

    int rows() {
      return rows;
    }

    /** How much memory the rows take so far. */
    long bytes() {
      return bytes + 8L * slots.length;
    }

    LookupTable build() {
      return new LookupTable(view, slots, rows, bytes());
    }

    private long append(UnsafeRow key, UnsafeRow value) {
      int keyBytes = key.getSizeInBytes();
      int valueBytes = value.getSizeInBytes();
      int length = HEADER_BYTES + keyBytes + valueBytes;
      if (free + length > lastPageBytes()) {
        addPage(Math.max(PAGE_BYTES, length));
      }
      byte[] page = view[view.length - 1];
      Platform.putInt(page, BYTE_ARRAY_OFFSET + free, keyBytes);
      Platform.putInt(page, BYTE_ARRAY_OFFSET + free + 4, valueBytes);
      key.writeToMemory(page, BYTE_ARRAY_OFFSET + free + HEADER_BYTES);
      value.writeToMemory(page, BYTE_ARRAY_OFFSET + free + HEADER_BYTES + keyBytes);
      long address = ((long) (view.length - 1) << 32 | free) + 1;
      free += length;
      return address;
    }

    private int lastPageBytes() {
      return view.length == 0 ? 0 : view[view.length - 1].length;
    }

    private void addPage(int length) {
      pages.add(new byte[length]);
      view = pages.toArray(new byte[0][]);
      free = 0;
      bytes += length;
    }

    private void grow() {
      long[] old = slots;
      slots = new long[old.length * 2];
      Arrays.stream(old).filter(address -> address != 0).forEach(this::place);
    }

    private void place(long address) {
      byte[] page = page(address, view);
      long entry = entry(address);
      int slot =
          hash(page, entry + HEADER_BYTES, Platform.getInt(page, entry)) & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = address;
    }
  }
}
