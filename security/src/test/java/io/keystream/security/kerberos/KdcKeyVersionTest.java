package io.keystream.security.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** With tickets built as RFC 4120 describes them. */
class KdcKeyVersionTest {
  private static final byte[] CIPHER = new byte[300];

  @Test
  void isReadFromTheTicket() throws IOException {
    assertThat(KdcKeyVersion.version(ticket(der(0xa1, integer(3))))).contains(3);
  }

  @Test
  void mayTakeSeveralBytes() throws IOException {
    assertThat(KdcKeyVersion.version(ticket(der(0xa1, der(2, new byte[] {1, 44}))))).contains(300);
  }

  @Test
  void isNotTakenFromAnotherFieldWhereTheKdcLeavesItOut() throws IOException {
    assertThat(KdcKeyVersion.version(ticket(new byte[0]))).isEmpty();
  }

  private static byte[] ticket(byte[] version) throws IOException {
    byte[] encrypted = der(0x30, join(der(0xa0, integer(18)), version, der(0xa2, der(4, CIPHER))));
    return der(
        0x61,
        der(
            0x30,
            join(
                der(0xa0, integer(5)),
                der(
                    0xa1,
                    der(0x1b, "EXAMPLE.COM".getBytes(java.nio.charset.StandardCharsets.US_ASCII))),
                der(0xa2, der(0x30, integer(1))),
                der(0xa3, encrypted))));
  }

  private static byte[] integer(int value) {
    return der(2, new byte[] {(byte) value});
  }

  private static byte[] der(int tag, byte[] content) {
    ByteBuffer bytes = ByteBuffer.allocate(content.length + 4);
    bytes.put((byte) tag);
    if (content.length < 128) {
      bytes.put((byte) content.length);
    } else {
      bytes.put((byte) 0x82).putShort((short) content.length);
    }
    bytes.put(content).flip();
    byte[] all = new byte[bytes.remaining()];
    bytes.get(all);
    return all;
  }

  private static byte[] join(byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    return all.toByteArray();
  }
}
