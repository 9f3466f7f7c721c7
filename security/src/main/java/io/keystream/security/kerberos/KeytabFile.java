package io.keystream.security.kerberos;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What stands in a keytab, but for the keys themselves. Java's own reader leaves out every key
 * whose type it does not use, so it cannot tell why a keytab does not work.
 *
 * @param path of the file
 * @param entries one for each key
 */
public record KeytabFile(Path path, List<Entry> entries) {
  private static final int FORMAT = 0x0502;

  /**
   * One key.
   *
   * @param principal with its realm
   * @param kvno version of the key
   * @param written when it was put into the keytab; of kadmin that is when it was made
   */
  public record Entry(String principal, int kvno, EncryptionType type, Instant written) {}

  /**
   * Reads a keytab.
   *
   * @throws IOException if it cannot be read, or is no keytab
   */
  public static KeytabFile read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (bytes.length < 2 || in.readUnsignedShort() != FORMAT) {
        throw new IOException(
            file + " is no keytab: wanted a file that begins with the bytes 05 02");
      }
      List<Entry> entries = new ArrayList<>();
      while (in.available() > 0) {
        int size = in.readInt();
        byte[] entry = in.readNBytes(Math.abs(size));
        if (entry.length < Math.abs(size)) {
          throw new IOException(file + " is cut: its last entry is not whole");
        }
        if (size > 0) {
          entries.add(entry(entry));
        }
      }
      return new KeytabFile(file, List.copyOf(entries));
    }
  }

  /** The keys of a principal. */
  public List<Entry> of(String principal) {
    return entries.stream().filter(entry -> entry.principal().equals(principal)).toList();
  }

  /** The newest key of a principal, if it has one. */
  public Optional<Entry> newest(String principal) {
    return of(principal).stream().max(Comparator.comparingInt(Entry::kvno));
  }

  /** The encryption types of the newest keys of a principal. */
  public List<EncryptionType> newestTypes(String principal) {
    int newest = newest(principal).map(Entry::kvno).orElse(-1);
    return of(principal).stream()
        .filter(entry -> entry.kvno() == newest)
        .map(Entry::type)
        .distinct()
        .toList();
  }

  /** Whose keys it has, sorted. */
  public Set<String> principals() {
    return entries.stream().map(Entry::principal).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Entry entry(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int components = in.readUnsignedShort();
      String realm = text(in);
      List<String> names = new ArrayList<>();
      for (int i = 0; i < components; i++) {
        names.add(text(in));
      }
      in.skipNBytes(4); // type of the name
      Instant written = Instant.ofEpochSecond(Integer.toUnsignedLong(in.readInt()));
      int kvno = in.readUnsignedByte();
      int type = in.readUnsignedShort();
      in.skipNBytes(in.readUnsignedShort());
      if (in.available() >= 4) {
        int wide = in.readInt();
        kvno = wide == 0 ? kvno : wide;
      }
      String principal = String.join("/", names) + "@" + realm;
      return new Entry(principal, kvno, new EncryptionType(type), written);
    }
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8);
  }
}
