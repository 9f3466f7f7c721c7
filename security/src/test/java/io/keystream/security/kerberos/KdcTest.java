package io.keystream.security.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class KdcTest {
  private static final int TIMEOUT = 5_000;

  @Test
  void aRefusalTellsTheTime() throws Exception {
    try (TestKdc server = new TestKdc(500)) {
      Instant time = new Kdc(server.address(), TIMEOUT).ask("job/host", "REALM").orElseThrow();

      assertThat(time).isCloseTo(Instant.now().plusSeconds(500), within(60, ChronoUnit.SECONDS));
      assertThat(time.get(ChronoField.MICRO_OF_SECOND)).isEqualTo(123_456);
    }
  }

  @Test
  void tellsWhatIsNoKdc() throws Exception {
    try (ServerSocket web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> greet(web));
      server.setDaemon(true);
      server.start();
      String address = web.getInetAddress().getHostAddress() + ":" + web.getLocalPort();

      assertThatThrownBy(() -> new Kdc(address, TIMEOUT).ask("job", "REALM"))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("something else than a KDC listens at ");
    }
  }

  private static void greet(ServerSocket web) {
    try (Socket client = web.accept()) {
      client.getOutputStream().write("HTTP/1.1 400\r\n".getBytes(StandardCharsets.US_ASCII));
      client.getInputStream().readNBytes(10_000);
    } catch (IOException e) {
      // The client has seen enough.
    }
  }
}
