package io.keystream.security.kerberos;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Writes keytabs as ktutil does, with keys that open nothing. */
public final class TestKeytab {
  public static final int AES = 18;
  public static final int RC4 = 23;
  public static final Instant WRITTEN = Instant.parse("2026-01-31T10:15:30Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  public TestKeytab() {
    bytes.write(5);
    bytes.write(2);
  }

  /** Adds a key of {@code name@realm}. */
  public TestKeytab with(String principal, int version, int type) throws IOException {
    ByteArrayOutputStream entry = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(entry);
    int at = principal.indexOf('@');
    String[] names = principal.substring(0, at).split("/", -1);
    out.writeShort(names.length);
    text(out, principal.substring(at + 1));
    for (String name : names) {
      text(out, name);
    }
    out.writeInt(1);
    out.writeInt((int) WRITTEN.getEpochSecond());
    out.writeByte(version);
    out.writeShort(type);
    out.writeShort(16);
    out.write(new byte[16]);
    out.writeInt(version);
    DataOutputStream all = new DataOutputStream(bytes);
    all.writeInt(entry.size());
    all.write(entry.toByteArray());
    return this;
  }

  /** Adds room that a deleted key left. */
  public TestKeytab withHole(int size) throws IOException {
    DataOutputStream all = new DataOutputStream(bytes);
    all.writeInt(-size);
    all.write(new byte[size]);
    return this;
  }

  public byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** Writes it. */
  public Path to(Path file) throws IOException {
    return Files.write(file, toBytes());
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    out.writeShort(encoded.length);
    out.write(encoded);
  }
}
