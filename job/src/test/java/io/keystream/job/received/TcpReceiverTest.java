package io.keystream.job.received;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keystream.job.config.Framing;
import io.keystream.job.receiver.ReceiverKind;
import io.keystream.job.tcp.RecordClient;
import io.keystream.job.tcp.TcpKind;
import io.keystream.job.tcp.TcpReceiver;
import io.keystream.job.tcp.TcpSettings;
import io.keystream.job.tcp.TcpSettings.TlsSettings;
import io.keystream.security.tls.ServerKey;
import io.keystream.security.tls.TrustedCertificates;
import io.keystream.security.tls.Truststore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("FutureReturnValueIgnored") // Looked at where it matters.
class TcpReceiverTest {
  private static final int LONGEST = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir private static Path keyFolder;
  private static TestKeys keys;

  @TempDir private Path home;
  private RunningReceiver receiver;

  @BeforeAll
  static void makeKeys() throws Exception {
    keys = new TestKeys(keyFolder);
    keys.authority("authority");
    keys.authority("stranger");
    keys.key("server", "authority");
    keys.key("renewed", "stranger");
    keys.key("sender", "authority");
    keys.key("intruder", "stranger");
  }

  @AfterEach
  void stop() throws Exception {
    if (receiver != null) {
      receiver.stop();
    }
  }

  private void start(Framing framing, boolean acknowledge, TlsSettings tls) throws Exception {
    start(new TcpKind(new TcpSettings("127.0.0.1", 0, framing, acknowledge, LONGEST, 100, tls)));
  }

  private void start(ReceiverKind kind) throws Exception {
    receiver = new RunningReceiver(home, kind, Map.of());
    receiver.address();
  }

  private static TlsSettings tls(String truststore) throws Exception {
    return new TlsSettings(keys.pemKey("server", "server.pem").toString(), null, truststore);
  }

  private static TlsSettings mutualTls() throws Exception {
    return tls(keys.certificate("authority").toString());
  }

  private static SSLContext trusting(String authority) throws Exception {
    return TrustedCertificates.context(
        new Truststore(keys.certificate(authority).toString(), "PEM"));
  }

  private static SSLContext showing(String key) throws Exception {
    return ServerKey.context(
        keys.store(key).toString(),
        TestKeys.PASSWORD.toCharArray(),
        keys.certificate("authority").toString());
  }

  private RecordClient client(SocketFactory sockets, String name) {
    return client(sockets, name, PATIENCE);
  }

  private RecordClient client(SocketFactory sockets, String name, Duration patience) {
    return new RecordClient(List.of(receiver.address()), sockets, name, 100, patience);
  }

  private static void send(RecordClient client, List<String> texts) throws Exception {
    for (String text : texts) {
      client.send(text.getBytes(UTF_8));
    }
    client.flush();
  }

  private static List<String> texts(int count) {
    return IntStream.range(0, count).mapToObj(n -> "record " + n).toList();
  }

  @Test
  void whatIsAcknowledgedOverTlsIsInTheLogInOrder() throws Exception {
    start(Framing.LENGTH, true, tls(null));
    try (RecordClient client = client(trusting("authority").getSocketFactory(), "")) {
      send(client, texts(500));

      assertThat(client.acknowledged()).isEqualTo(500);
      assertThat(receiver.log().read()).isEqualTo(texts(500));
    }
  }

  @Test
  void aSenderWithACertificateIsLetIn() throws Exception {
    start(Framing.LENGTH, true, mutualTls());
    try (RecordClient client = client(showing("sender").getSocketFactory(), "meter-7")) {
      send(client, texts(3));
    }
    assertThat(receiver.log().read()).isEqualTo(texts(3));
  }

  @Test
  void aSenderWithoutACertificateIsNot() throws Exception {
    start(Framing.LENGTH, true, mutualTls());

    assertNobodyIsLetIn(trusting("authority").getSocketFactory());
  }

  @Test
  void aSenderWithACertificateOfAnotherAuthorityIsNot() throws Exception {
    start(Framing.LENGTH, true, mutualTls());

    assertNobodyIsLetIn(showing("intruder").getSocketFactory());
  }

  @Test
  void aSenderWithoutEncryptionIsNot() throws Exception {
    start(Framing.LENGTH, true, tls(null));

    assertNobodyIsLetIn(SocketFactory.getDefault());
  }

  private void assertNobodyIsLetIn(SocketFactory sockets) throws IOException {
    try (RecordClient client = client(sockets, "", Duration.ofSeconds(1))) {
      assertThatThrownBy(client::connect)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("No receiver took records within 1 s; tried /127.0.0.1:");
    }
    assertThat(receiver.log().read()).isEmpty();
  }

  @Test
  void aSenderRefusesAReceiverOfAnotherAuthority() throws Exception {
    start(Framing.LENGTH, true, tls(null));
    try (RecordClient client =
        client(trusting("stranger").getSocketFactory(), "", Duration.ofSeconds(1))) {
      assertThatThrownBy(client::connect).hasMessageContaining("PKIX path");
    }
  }

  @Test
  void oldVersionsOfTlsAreRefused() throws Exception {
    start(Framing.LENGTH, true, tls(null));
    try (var socket =
        (javax.net.ssl.SSLSocket)
            trusting("authority")
                .getSocketFactory()
                .createSocket("127.0.0.1", receiver.address().getPort())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.1"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void aRenewedCertificateIsUsedWithoutARestart() throws Exception {
    start(Framing.LENGTH, true, tls(null));
    Path file = keys.pemKey("renewed", "server.pem");
    Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 10_000));
    try (RecordClient client = client(trusting("stranger").getSocketFactory(), "")) {
      send(client, texts(1));
    }
    Files.writeString(file, "spoilt");
    Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 20_000));
    try (RecordClient client = client(trusting("stranger").getSocketFactory(), "")) {
      send(client, texts(1));
    }
    assertThat(receiver.log().read()).hasSize(2);
  }

  @Test
  void aKeyStoreWithAPasswordIsOpened() throws Exception {
    TlsSettings tls = new TlsSettings(keys.store("server").toString(), "server-key", null);
    TcpSettings settings = new TcpSettings("127.0.0.1", 0, Framing.LENGTH, true, LONGEST, 100, tls);
    start(configuration -> new TcpReceiver(settings, TestKeys.PASSWORD.toCharArray()));
    try (RecordClient client = client(trusting("authority").getSocketFactory(), "")) {
      send(client, texts(1));
    }
  }

  @Test
  void aPasswordThatIsNotThereIsNamed() throws Exception {
    TlsSettings tls = new TlsSettings(keys.store("server").toString(), "server-key", null);
    TcpKind kind =
        new TcpKind(new TcpSettings("127.0.0.1", 0, Framing.LENGTH, true, LONGEST, 100, tls));

    assertThatThrownBy(() -> kind.create(new Configuration()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "No password server-key (keystore-password-alias) in the credential provider (none is"
                + " set); add it with: hadoop credential create server-key");
  }

  @Test
  void aRecordThatIsTooLongIsRefusedWithAMessage() throws Exception {
    start(Framing.LENGTH, true, null);
    try (RecordClient client = client(SocketFactory.getDefault(), "")) {
      client.send("x".repeat(LONGEST).getBytes(UTF_8));
      client.flush();
      assertThatThrownBy(() -> send(client, List.of("x".repeat(LONGEST + 1))))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "The receiver refused a record of this client: a record is longer than 1000 bytes"
                  + " (max-record-bytes)");
    }
    assertThat(receiver.log().read()).hasSize(1);
  }

  @Test
  void aNamedClientIsToldWhereToGoOn() throws Exception {
    start(Framing.LENGTH, true, null);
    for (int turn = 0; turn < 3; turn++) {
      try (RecordClient client = client(SocketFactory.getDefault(), "meter-7")) {
        assertThat(client.connect()).isEqualTo(turn * 10L);
        send(client, texts(10));
        assertThat(client.acknowledged()).isEqualTo(turn * 10L + 10);
      }
    }
    assertThat(receiver.log().read()).hasSize(30);
  }

  @Test
  void aClientNameThatCouldBeMistakenIsRefused() {
    assertThatThrownBy(
            () -> new RecordClient(List.of(), SocketFactory.getDefault(), "two words", 1, PATIENCE))
        .hasMessage(
            "Wanted a client name of at most 100 letters, digits and . _ : -, found \"two words\"");
  }

  @Test
  void linesAreAcknowledgedToo() throws Exception {
    start(Framing.LINES, true, null);
    try (Socket socket = connect()) {
      BufferedReader answers =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      write(socket, "keystream/1 by-hand\n");
      assertThat(answers.readLine()).isEqualTo("ready 0 0");
      write(socket, "first\r\nsecond\n\nincomplete");
      String answer = answers.readLine();
      while (!answer.equals("acknowledged 3")) {
        answer = answers.readLine();
      }
    }
    assertThat(receiver.log().read()).containsExactly("first", "second", "");
  }

  @Test
  void aSenderThatDoesNotSpeakTheProtocolIsToldSo() throws Exception {
    start(Framing.LINES, true, null);
    try (Socket socket = connect()) {
      write(socket, "GET / HTTP/1.1\n");
      assertThat(
              new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine())
          .isEqualTo("error wanted \"keystream/1\" or \"keystream/1 <client name>\" first");
    }
    assertThat(receiver.log().read()).isEmpty();
  }

  @Test
  void plainLinesAreTakenWithoutAWord() throws Exception {
    start(Framing.LINES, false, null);
    try (Socket socket = connect()) {
      write(socket, String.join("\n", texts(50)) + "\n");
    }
    await().untilAsserted(() -> assertThat(receiver.log().read()).isEqualTo(texts(50)));
  }

  private Socket connect() throws IOException {
    InetSocketAddress address = receiver.address();
    return new Socket(address.getAddress(), address.getPort());
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    socket.getOutputStream().flush();
  }
}
