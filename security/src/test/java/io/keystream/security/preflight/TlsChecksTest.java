package io.keystream.security.preflight;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.security.tls.TestCertificates;
import io.keystream.security.tls.Truststore;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against real sockets that show real certificates. */
class TlsChecksTest {
  @TempDir private static Path folder;
  private static TestCertificates certificates;
  private static Truststore trusted;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new TestCertificates(folder);
    certificates.authority("ca");
    certificates.authority("other-ca");
    certificates.server("good", "ca", "localhost", "-validity", "365");
    certificates.server("elsewhere", "ca", "broker.example.com", "-validity", "365");
    certificates.server("ending", "ca", "localhost", "-validity", "5");
    certificates.server("ended", "ca", "localhost", "-startdate", "-10d", "-validity", "5");
    trusted = new Truststore(certificates.pem("ca").toString(), "PEM");
  }

  @Test
  void passesACertificateThatTheTruststoreVouchesFor() throws Exception {
    Finding finding = look("good", trusted);

    assertThat(finding.ok()).isTrue();
    assertThat(finding.id()).isEqualTo("tls");
    assertThat(finding.found()).startsWith("TLSv1.3, CN=good, valid to ");
    assertThat(finding.remedy()).isEmpty();
  }

  @Test
  void refusesACertificateForAnotherHost() throws Exception {
    Finding finding = look("elsewhere", trusted);

    assertThat(finding.ok()).isFalse();
    assertThat(finding.found())
        .contains("No subject alternative DNS name matching localhost found");
    assertThat(finding.remedy()).contains("a name that stands in the certificate");
  }

  @Test
  void refusesACertificateOfAnAuthorityThatIsNotTrusted() throws Exception {
    Truststore other = new Truststore(certificates.pem("other-ca").toString(), "PEM");
    Finding finding = look("good", other);

    assertThat(finding.ok()).isFalse();
    assertThat(finding.found()).contains("unable to find valid certification path");
    assertThat(finding.lookedAt()).endsWith(" against " + other.location());
  }

  @Test
  void refusesACertificateThatEndsWithinTwoWeeks() throws Exception {
    Finding finding = look("ending", trusted);

    assertThat(finding.ok()).isFalse();
    assertThat(finding.found()).contains("CN=ending, valid to ", "less than 14 days");
  }

  @Test
  void refusesACertificateThatHasEnded() throws Exception {
    Finding finding = look("ended", trusted);

    assertThat(finding.ok()).isFalse();
    assertThat(finding.found()).startsWith("CertificateExpiredException: NotAfter: ");
  }

  @Test
  void tellsAPortThatDoesNotSpeakTls() throws Exception {
    try (Server server = new Server(new ServerSocket(0, 5, loopback()), Server::greetInPlainText)) {
      Finding finding = look(server, trusted);

      assertThat(finding.ok()).isFalse();
      assertThat(finding.found()).contains("Unsupported or unrecognized SSL message");
    }
  }

  @Test
  void tellsAPortThatNobodyListensOn() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 5, loopback())) {
      port = closed.getLocalPort();
    }
    Finding finding = run(TlsChecks.of(List.of("localhost:" + port), trusted));

    assertThat(finding.ok()).isFalse();
    assertThat(finding.found()).contains("ConnectException: ");
  }

  @Test
  void warnsOfACipherThatOthersMayReadLater() throws Exception {
    SSLServerSocket socket =
        (SSLServerSocket)
            certificates
                .serverContext("good")
                .getServerSocketFactory()
                .createServerSocket(0, 5, loopback());
    socket.setEnabledProtocols(new String[] {"TLSv1.2"});
    socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"});
    try (Server server = new Server(socket, Server::shakeHands)) {
      Finding finding = look(server, trusted);

      assertThat(finding.severity()).isEqualTo("warning");
      assertThat(finding.found())
          .startsWith("TLSv1.2, CN=good, ")
          .endsWith(
              "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA: wanted TLSv1.3, or TLSv1.2 with ECDHE and GCM or"
                  + " ChaCha20");
    }
  }

  @Test
  void looksAtTheAuthoritiesOfTheTruststore() throws Exception {
    assertThat(run(List.of(TlsChecks.truststore(trusted))).found()).isEqualTo("1 authorities");

    Path missing = folder.resolve("missing.pem");
    Truststore none = new Truststore(missing.toString(), "PEM");
    assertThat(run(List.of(TlsChecks.truststore(none))).found())
        .isEqualTo("NoSuchFileException: " + missing);

    Truststore ending = new Truststore(certificates.pem("ending").toString(), "PEM");
    Finding finding = run(List.of(TlsChecks.truststore(ending)));
    assertThat(finding.severity()).isEqualTo("warning");
    assertThat(finding.found()).startsWith("valid for less than 14 days: CN=ending to ");
  }

  @Test
  void looksAtEveryBroker() {
    assertThat(TlsChecks.of(List.of("b1:9093", "b2:9093"), trusted))
        .extracting(Check::lookedAt)
        .containsExactly(
            "b1:9093 against " + trusted.location(), "b2:9093 against " + trusted.location());
  }

  private static Finding look(String alias, Truststore truststore) throws Exception {
    ServerSocket socket =
        certificates
            .serverContext(alias)
            .getServerSocketFactory()
            .createServerSocket(0, 5, loopback());
    try (Server server = new Server(socket, Server::shakeHands)) {
      return look(server, truststore);
    }
  }

  private static Finding look(Server server, Truststore truststore) throws InterruptedException {
    return run(TlsChecks.of(List.of("localhost:" + server.port()), truststore));
  }

  private static Finding run(List<Check> checks) throws InterruptedException {
    return Preflight.run(checks).checks().get(0);
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByName("localhost");
  }

  /** Serves one connection after the other until it is closed. */
  private static final class Server implements Closeable {
    private interface Conversation {
      void with(Socket client) throws IOException;
    }

    private final ServerSocket socket;

    Server(ServerSocket socket, Conversation conversation) {
      this.socket = socket;
      Thread thread = new Thread(() -> serve(conversation), "test-server");
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return socket.getLocalPort();
    }

    private void serve(Conversation conversation) {
      while (!socket.isClosed()) {
        try (Socket client = socket.accept()) {
          conversation.with(client);
        } catch (IOException e) {
          // The client refused, which is what some tests want, or the test is over.
        }
      }
    }

    private static void shakeHands(Socket client) throws IOException {
      client.getInputStream().read();
    }

    private static void greetInPlainText(Socket client) throws IOException {
      client.getOutputStream().write("220 no TLS here, friend\r\n".getBytes(US_ASCII));
      client.getInputStream().readNBytes(1_000);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
