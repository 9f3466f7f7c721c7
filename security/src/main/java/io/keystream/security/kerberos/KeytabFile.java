package io.keystream.security.kerberos;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What stands in a keytab, but for the keys themselves. Java's own reader leaves out every key
 * whose type it does not use, so it cannot tell why a keytab does not work.
 */
public record KeytabFile(List<Entry> entries) {
  private static final int FORMAT = 0x0502;

  /**
   * One key.
   *
   * @param principal with its realm
   * @param version the key's version, kvno
   */
  public record Entry(String principal, int version, EncryptionType type) {}

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
      return new KeytabFile(List.copyOf(entries));
    }
  }

  /** The keys of a principal. */
  public List<Entry> of(String principal) {
    return entries.stream().filter(entry -> entry.principal().equals(principal)).toList();
  }

  /** The newest key version of a principal, if it has a key. */
  public OptionalInt newestVersion(String principal) {
    return of(principal).stream().mapToInt(Entry::version).max();
  }

  /** The encryption types of the newest keys of a principal. */
  public List<EncryptionType> newestTypes(String principal) {
    int newest = newestVersion(principal).orElse(-1);
    return of(principal).stream()
        .filter(entry -> entry.version() == newest)
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
      in.skipNBytes(8); // type of the name, time
      int version = in.readUnsignedByte();
      int type = in.readUnsignedShort();
      in.skipNBytes(in.readUnsignedShort());
      if (in.available() >= 4) {
        int wide = in.readInt();
        version = wide == 0 ? version : wide;
      }
      return new Entry(String.join("/", names) + "@" + realm, version, new EncryptionType(type));
    }
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8);
  }
}
