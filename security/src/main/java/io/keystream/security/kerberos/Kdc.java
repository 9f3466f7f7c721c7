package io.keystream.security.kerberos;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks one KDC for a ticket that it cannot give. It refuses, and its refusal tells that it is there
 * and what time it has. A ticket tells no time, and who needs no pre-authentication would get one.
 */
public final class Kdc {
  private static final int AS_REQ = 10;
  private static final int AS_REP = 11;
  private static final int KRB_ERROR = 30;
  private static final int LONGEST_ANSWER = 1 << 20;

  /** Negative numbers are for private use, RFC 3961; nobody uses this one. */
  private static final int UNKNOWN_TYPE = -20_260;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");

  private final InetSocketAddress address;
  private final int timeoutMillis;

  /**
   * Looks at one KDC.
   *
   * @param address {@code host:port}
   */
  public Kdc(String address, int timeoutMillis) {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
    this.address = new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1)));
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * Asks over TCP, as everybody has to whose tickets do not fit into a datagram.
   *
   * @return the KDC's time, if it tells
   * @throws IOException if it does not answer, or not as a KDC
   */
  public Optional<Instant> ask(String name, String realm) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(timeoutMillis);
      socket.connect(address, timeoutMillis);
      byte[] question = question(name, realm);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(question.length);
      out.write(question);
      out.flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      int length = in.readInt();
      if (length <= 0 || length > LONGEST_ANSWER) {
        throw new IOException("something else than a KDC listens at " + address);
      }
      return answer(in.readNBytes(length));
    }
  }

  private Optional<Instant> answer(byte[] bytes) throws IOException {
    if (Der.isApplication(AS_REP, bytes)) {
      return Optional.empty();
    }
    if (!Der.isApplication(KRB_ERROR, bytes)) {
      throw new IOException("something else than a KDC listens at " + address);
    }
    long micros = Der.fieldOf(bytes, 5).map(value -> new BigInteger(value).longValue()).orElse(0L);
    return Der.fieldOf(bytes, 4).map(value -> instant(value).plus(micros, ChronoUnit.MICROS));
  }

  private static Instant instant(byte[] time) {
    String text = new String(time, StandardCharsets.US_ASCII);
    return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
  }

  private static byte[] question(String name, String realm) {
    byte[] body =
        Der.sequence(
            Der.field(0, Der.noFlags()),
            Der.field(1, principal(1, name.split("/", -1))),
            Der.field(2, Der.text(realm)),
            Der.field(3, principal(2, "krbtgt", realm)),
            Der.field(5, Der.time("20370913024805Z")),
            Der.field(7, Der.integer((int) (System.nanoTime() & 0x7fffffff))),
            Der.field(8, Der.sequence(Der.integer(UNKNOWN_TYPE))));
    return Der.application(
        AS_REQ,
        Der.sequence(
            Der.field(1, Der.integer(5)), Der.field(2, Der.integer(AS_REQ)), Der.field(4, body)));
  }

  private static byte[] principal(int type, String... names) {
    List<byte[]> texts = new ArrayList<>();
    for (String name : names) {
      texts.add(Der.text(name));
    }
    return Der.sequence(
        Der.field(0, Der.integer(type)), Der.field(1, Der.sequence(texts.toArray(byte[][]::new))));
  }
}
