package io.keystream.security.kerberos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a keytab says of its keys, without the keys: MIT's file format, version 2.
 *
 * @param path of the file
 * @param entries one for each key
 */
public record KeytabFile(Path path, List<Entry> entries) {
  private static final int VERSION = 0x0502;

  /**
   * One key.
   *
   * @param principal whose it is, with its realm
   * @param kvno version of the key
   * @param written when it was put into the keytab; of kadmin that is when it was made
   */
  public record Entry(String principal, int kvno, Instant written) {}

  /**
   * Reads a keytab.
   *
   * @throws IOException if it cannot be read, or is none
   */
  public static KeytabFile read(Path path) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
    if (bytes.remaining() < Short.BYTES || bytes.getShort() != VERSION) {
      throw new IOException(path + " is no keytab: it does not begin with 05 02");
    }
    try {
      return new KeytabFile(path, entries(bytes));
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException(path + " is a damaged keytab: it ends within an entry", e);
    }
  }

  /** The newest key of a principal. */
  public Optional<Entry> newest(String principal) {
    return entries.stream()
        .filter(entry -> entry.principal().equals(principal))
        .max(Comparator.comparingInt(Entry::kvno));
  }

  private static List<Entry> entries(ByteBuffer bytes) {
    List<Entry> found = new ArrayList<>();
    while (bytes.remaining() >= Integer.BYTES) {
      int size = bytes.getInt();
      if (size > 0) {
        found.add(entry(bytes.slice(bytes.position(), size)));
      }
      // What was deleted stays as a hole, whose size is negative.
      bytes.position(bytes.position() + Math.abs(size));
    }
    return found;
  }

  private static Entry entry(ByteBuffer bytes) {
    int components = bytes.getShort();
    String realm = text(bytes);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < components; i++) {
      names.add(text(bytes));
    }
    bytes.getInt(); // the type of the name
    Instant written = Instant.ofEpochSecond(Integer.toUnsignedLong(bytes.getInt()));
    int kvno = Byte.toUnsignedInt(bytes.get());
    bytes.getShort(); // the encryption type
    int key = Short.toUnsignedInt(bytes.getShort());
    bytes.position(bytes.position() + key);
    if (bytes.remaining() >= Integer.BYTES) {
      int wide = bytes.getInt();
      kvno = wide == 0 ? kvno : wide;
    }
    return new Entry(String.join("/", names) + "@" + realm, kvno, written);
  }

  private static String text(ByteBuffer bytes) {
    byte[] text = new byte[Short.toUnsignedInt(bytes.getShort())];
    bytes.get(text);
    return new String(text, UTF_8);
  }
}
