package io.keystream.security.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** What a server shows to a client that verifies it. */
public final class VerifiedServer {
  private static final int TIMEOUT_MILLIS = 5_000;

  private VerifiedServer() {}

  /**
   * Connects, verifies the certificate and that it is of this host, and leaves.
   *
   * @param server {@code host:port}
   */
  public static SSLSession session(String server, SSLContext context) throws IOException {
    int colon = server.lastIndexOf(':');
    String host = server.substring(0, colon);
    int port = Integer.parseInt(server.substring(colon + 1));
    try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
      socket.startHandshake();
      return socket.getSession();
    }
  }
}
