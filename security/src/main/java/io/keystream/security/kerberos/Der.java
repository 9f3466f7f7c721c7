package io.keystream.security.kerberos;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** As much of ASN.1 as a question to a KDC and its answer need. */
final class Der {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int GENERAL_STRING = 0x1b;
  private static final int SEQUENCE = 0x30;
  private static final int APPLICATION = 0x60;
  private static final int CONTEXT = 0xa0;

  private Der() {}

  static byte[] integer(int value) {
    return element(INTEGER, BigInteger.valueOf(value).toByteArray());
  }

  static byte[] text(String value) {
    return element(GENERAL_STRING, value.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] time(String value) {
    return element(GENERALIZED_TIME, value.getBytes(StandardCharsets.US_ASCII));
  }

  /** No flag of 32. */
  static byte[] noFlags() {
    return element(BIT_STRING, new byte[5]);
  }

  static byte[] sequence(byte[]... parts) {
    return element(SEQUENCE, parts);
  }

  static byte[] field(int number, byte[] value) {
    return element(CONTEXT + number, value);
  }

  static byte[] application(int number, byte[] value) {
    return element(APPLICATION + number, value);
  }

  /** Whether these are the bytes of an application's type. */
  static boolean isApplication(int number, byte[] bytes) {
    return bytes.length > 0 && (bytes[0] & 0xff) == APPLICATION + number;
  }

  /** The content of a numbered field of the sequence in an application's type. */
  static Optional<byte[]> fieldOf(byte[] application, int number) {
    return fieldOfSequence(new Reader(new Reader(application).content()).content(), number);
  }

  /** The content of a numbered field in the content of a sequence. */
  static Optional<byte[]> fieldOfSequence(byte[] sequence, int number) {
    Reader fields = new Reader(sequence);
    while (fields.more()) {
      int tag = fields.tag();
      byte[] value = fields.content();
      if (tag == CONTEXT + number) {
        return Optional.of(new Reader(value).content());
      }
    }
    return Optional.empty();
  }

  private static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    int length = content.size();
    if (length > 0xff) {
      all.write(0x82);
      all.write(length >> 8);
    } else if (length > 0x7f) {
      all.write(0x81);
    }
    all.write(length);
    all.writeBytes(content.toByteArray());
    return all.toByteArray();
  }

  /** Walks over elements that stand one after the other. */
  private static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean more() {
      return at < bytes.length;
    }

    int tag() {
      return bytes[at] & 0xff;
    }

    /** The content of the next element. */
    byte[] content() {
      int length = bytes[at + 1] & 0xff;
      int begin = at + 2;
      if (length > 0x80) {
        int octets = length - 0x80;
        length = 0;
        for (int i = 0; i < octets; i++) {
          length = (length << 8) | (bytes[begin + i] & 0xff);
        }
        begin += octets;
      }
      at = begin + length;
      return Arrays.copyOfRange(bytes, begin, at);
    }
  }
}
