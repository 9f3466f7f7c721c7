package io.keystream.job.parquet;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;

/** Distinct byte strings in the order in which they came, laid out as Parquet's plain values. */
final class TextDictionary {
  private static final int FIRST_ENTRIES = 256;
  private static final int SEED = 42;

  private final PlainBytes entries = new PlainBytes();
  private int[] starts = new int[FIRST_ENTRIES];
  private int[] hashes = new int[FIRST_ENTRIES];

  /** Places of entries plus one, found by their hashes; a power of two, at least half empty. */
  private int[] table = new int[2 * FIRST_ENTRIES];

  private int size;

  /** The place of a byte string, which is added if it is new. */
  int placeOf(byte[] bytes, int from, int to) {
    long hash64 = XXH64.hashUnsafeBytes(bytes, Platform.BYTE_ARRAY_OFFSET + from, to - from, SEED);
    int hash = (int) (hash64 ^ (hash64 >>> 32));
    int slot = hash & (table.length - 1);
    while (table[slot] != 0) {
      int place = table[slot] - 1;
      if (hashes[place] == hash && isEntry(place, bytes, from, to)) {
        return place;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = size + 1;
    return add(hash, bytes, from, to);
  }

  int size() {
    return size;
  }

  /** All entries, plain. */
  PlainBytes entries() {
    return entries;
  }

  /** Where an entry's bytes begin in {@link #entries}. */
  int start(int place) {
    return starts[place];
  }

  /** Drops the entries added last; no further ones can be added. */
  void truncate(int newSize) {
    if (newSize < size) {
      entries.truncate(starts[newSize] - PlainBytes.LENGTH);
      size = newSize;
    }
  }

  void clear() {
    entries.clear();
    Arrays.fill(table, 0);
    size = 0;
  }

  private boolean isEntry(int place, byte[] bytes, int from, int to) {
    int start = starts[place];
    int end = start + entries.length(start);
    return Arrays.equals(entries.array(), start, end, bytes, from, to);
  }

  private int add(int hash, byte[] bytes, int from, int to) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    starts[size] = entries.add(bytes, Platform.BYTE_ARRAY_OFFSET + from, to - from);
    hashes[size] = hash;
    size++;
    if (2 * size > table.length) {
      rehash();
    }
    return size - 1;
  }

  private void rehash() {
    table = new int[2 * table.length];
    for (int place = 0; place < size; place++) {
      int slot = hashes[place] & (table.length - 1);
      while (table[slot] != 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = place + 1;
    }
  }
}
