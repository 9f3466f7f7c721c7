package io.keystream.job.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks and makes UTF-8 without intermediate strings. */
final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /**
   * Index of the first byte in {@code [from, to)} that does not begin a well-formed character, or
   * -1. Overlong forms, surrogates and code points above U+10FFFF are not well-formed.
   */
  static int firstInvalid(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (i <= to - Long.BYTES && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
        i += Long.BYTES;
      } else {
        int length = characterLength(bytes, i, to);
        if (length == 0) {
          return i;
        }
        i += length;
      }
    }
    return -1;
  }

  /** Bytes of the character at {@code i}, 0 if it is not well-formed. */
  private static int characterLength(byte[] bytes, int i, int to) {
    int first = bytes[i] & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (first < 0xC2 || first > 0xF4 || i + length > to) {
      return 0;
    }
    for (int k = 1; k < length; k++) {
      if ((bytes[i + k] & 0xC0) != 0x80) {
        return 0;
      }
    }
    int second = bytes[i + 1] & 0xFF;
    boolean outside =
        switch (first) {
          case 0xE0 -> second < 0xA0;
          case 0xED -> second > 0x9F;
          case 0xF0 -> second < 0x90;
          case 0xF4 -> second > 0x8F;
          default -> false;
        };
    return outside ? 0 : length;
  }

  /** The UTF-8 form of characters, or null if a surrogate is not paired. */
  static byte[] encode(char[] chars, int offset, int length) {
    int size = encodedSize(chars, offset, length);
    if (size < 0) {
      return null;
    }
    byte[] bytes = new byte[size];
    int at = 0;
    for (int i = offset; i < offset + length; i++) {
      char c = chars[i];
      if (c < 0x80) {
        bytes[at++] = (byte) c;
      } else if (c < 0x800) {
        bytes[at++] = (byte) (0xC0 | (c >> 6));
        bytes[at++] = continuation(c);
      } else if (!Character.isSurrogate(c)) {
        bytes[at++] = (byte) (0xE0 | (c >> 12));
        bytes[at++] = continuation(c >> 6);
        bytes[at++] = continuation(c);
      } else {
        int codePoint = Character.toCodePoint(c, chars[++i]);
        bytes[at++] = (byte) (0xF0 | (codePoint >> 18));
        bytes[at++] = continuation(codePoint >> 12);
        bytes[at++] = continuation(codePoint >> 6);
        bytes[at++] = continuation(codePoint);
      }
    }
    return bytes;
  }

  private static int encodedSize(char[] chars, int offset, int length) {
    int size = length;
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      char c = chars[i];
      if (c >= 0x80) {
        size += c < 0x800 ? 1 : 2;
        if (Character.isSurrogate(c)) {
          boolean pair = i + 1 < end && Character.isSurrogatePair(c, chars[i + 1]);
          if (!pair) {
            return -1;
          }
          i++;
        }
      }
    }
    return size;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }
}
