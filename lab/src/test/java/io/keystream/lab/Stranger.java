package io.keystream.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/** Talks to a driver without knowing the secret of its application. */
final class Stranger {
  private Stranger() {}

  /** Sends a call in the format of Spark's network library; an error is told as text. */
  static String call(Socket socket) throws IOException {
    byte call = 3;
    byte[] body = {1};
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeLong(Long.BYTES + 1 + Long.BYTES + Integer.BYTES + body.length);
    out.writeByte(call);
    out.writeLong(1);
    out.writeInt(body.length);
    out.write(body);
    out.flush();
    DataInputStream in = new DataInputStream(socket.getInputStream());
    return new String(in.readNBytes((int) in.readLong() - Long.BYTES), UTF_8);
  }
}
