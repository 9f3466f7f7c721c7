package io.keystream.security.kerberos;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Answers every question with a refusal that tells a time. */
public final class TestKdc implements Closeable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private final ServerSocket socket;

  /** Starts a KDC whose clock is some seconds apart. */
  public TestKdc(long secondsApart) throws IOException {
    this.socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> serve(secondsApart), "test-kdc");
    thread.setDaemon(true);
    thread.start();
  }

  /** As krb5.conf names it. */
  public String address() {
    return socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort();
  }

  /** The answer of a KDC that has none of the encryption types. */
  static byte[] refusal(Instant time) {
    return Der.application(
        30,
        Der.sequence(
            Der.field(0, Der.integer(5)),
            Der.field(1, Der.integer(30)),
            Der.field(4, Der.time(TIME.format(time))),
            Der.field(5, Der.integer(123_456)),
            Der.field(6, Der.integer(14))));
  }

  private void serve(long secondsApart) {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        DataInputStream in = new DataInputStream(client.getInputStream());
        in.readNBytes(in.readInt());
        byte[] answer = refusal(Instant.now().plusSeconds(secondsApart));
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        out.writeInt(answer.length);
        out.write(answer);
      } catch (IOException e) {
        // Closed: the test is over.
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
