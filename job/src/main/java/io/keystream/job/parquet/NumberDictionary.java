package io.keystream.job.parquet;

import java.util.Arrays;

/** Distinct numbers in the order in which they came. */
final class NumberDictionary {
  private static final int FIRST_ENTRIES = 256;
  private static final long SCRAMBLE = 0x9E3779B97F4A7C15L;

  private long[] entries = new long[FIRST_ENTRIES];

  /** Places of entries plus one, found by their hashes; a power of two, at least half empty. */
  private int[] table = new int[2 * FIRST_ENTRIES];

  private int size;

  /** The place of a number, which is added if it is new. */
  int placeOf(long number) {
    int slot = slot(number);
    while (table[slot] != 0) {
      int place = table[slot] - 1;
      if (entries[place] == number) {
        return place;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = size + 1;
    return add(number);
  }

  int size() {
    return size;
  }

  /** The entries, of which only the first {@link #size} count. */
  long[] entries() {
    return entries;
  }

  /** Drops the entries added last; no further ones can be added. */
  void truncate(int newSize) {
    size = newSize;
  }

  void clear() {
    Arrays.fill(table, 0);
    size = 0;
  }

  private int add(long number) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, 2 * size);
    }
    entries[size++] = number;
    if (2 * size > table.length) {
      rehash();
    }
    return size - 1;
  }

  private void rehash() {
    table = new int[2 * table.length];
    for (int place = 0; place < size; place++) {
      int slot = slot(entries[place]);
      while (table[slot] != 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = place + 1;
    }
  }

  private int slot(long number) {
    return (int) ((number * SCRAMBLE) >>> (Long.numberOfLeadingZeros(table.length) + 1));
  }
}
