package io.keystream.security.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeytabFileTest {
  private static final Instant MADE = Instant.parse("2026-01-31T10:15:30Z");
  private static final String PRINCIPAL = "job/gateway.example.com@EXAMPLE.COM";

  @TempDir private Path folder;

  @Test
  void theNewestKeyOfThePrincipalCounts() throws IOException {
    KeytabFile keytab =
        KeytabFile.read(
            file(
                entry("job/gateway.example.com", 3),
                entry("job/gateway.example.com", 4),
                entry("other", 9)));

    assertThat(keytab.entries()).hasSize(3);
    assertThat(keytab.newest(PRINCIPAL)).contains(new KeytabFile.Entry(PRINCIPAL, 4, MADE));
    assertThat(keytab.newest("nobody@EXAMPLE.COM")).isEmpty();
  }

  @Test
  void aVersionAbove255IsInTheWideField() throws IOException {
    assertThat(KeytabFile.read(file(entry("job", 300))).entries())
        .extracting(KeytabFile.Entry::kvno)
        .containsExactly(300);
  }

  @Test
  void whatWasDeletedIsAHole() throws IOException {
    byte[] hole = entry("job", 2);
    int size = hole.length - Integer.BYTES;
    byte[] negative = java.nio.ByteBuffer.allocate(Integer.BYTES).putInt(-size).array();
    System.arraycopy(negative, 0, hole, 0, Integer.BYTES);

    assertThat(KeytabFile.read(file(hole, entry("job", 3))).entries())
        .extracting(KeytabFile.Entry::kvno)
        .containsExactly(3);
  }

  @Test
  void anotherFileIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("job.keytab"), "secret");

    assertThatThrownBy(() -> KeytabFile.read(text))
        .isInstanceOf(IOException.class)
        .hasMessage(text + " is no keytab: it does not begin with 05 02");
  }

  @Test
  void aFileThatWasCutIsNamed() throws IOException {
    Path whole = file(entry("job", 3));
    byte[] bytes = Files.readAllBytes(whole);
    for (int length : new int[] {bytes.length - 1, 20, 7}) {
      Path cut = Files.write(folder.resolve("cut.keytab"), Arrays.copyOf(bytes, length));

      assertThatThrownBy(() -> KeytabFile.read(cut))
          .isInstanceOf(IOException.class)
          .hasMessage(cut + " is a damaged keytab: it ends within an entry");
    }
  }

  private Path file(byte[]... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {5, 2});
    for (byte[] entry : entries) {
      bytes.write(entry);
    }
    return Files.write(folder.resolve("whole.keytab"), bytes.toByteArray());
  }

  private static byte[] entry(String name, int kvno) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    String[] components = name.split("/", -1);
    out.writeShort(components.length);
    out.writeUTF("EXAMPLE.COM");
    for (String component : components) {
      out.writeUTF(component);
    }
    out.writeInt(1);
    out.writeInt((int) MADE.getEpochSecond());
    out.writeByte(kvno);
    out.writeShort(18);
    out.writeShort(32);
    out.write(new byte[32]);
    out.writeInt(kvno);
    ByteArrayOutputStream sized = new ByteArrayOutputStream();
    new DataOutputStream(sized).writeInt(bytes.size());
    sized.write(bytes.toByteArray());
    return sized.toByteArray();
  }
}
