package io.keystream.security.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * What a server shows to a client that verifies it.
 *
 * @param protocol that was agreed on
 * @param certificate of the server itself
 */
public record ServerCertificate(String protocol, X509Certificate certificate) {
  private static final int TIMEOUT_MILLIS = 5_000;

  /**
   * Connects, and verifies the certificate and that it is of this host.
   *
   * @param server {@code host:port}
   */
  public static ServerCertificate of(String server, SSLContext context) throws IOException {
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
      return new ServerCertificate(
          socket.getSession().getProtocol(),
          (X509Certificate) socket.getSession().getPeerCertificates()[0]);
    }
  }
}
