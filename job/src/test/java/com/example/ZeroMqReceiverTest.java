package com.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keystream.job.received.RunningReceiver;
import io.keystream.job.receiver.CustomKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The example of a receiver of one's own, with a real peer. */
class ZeroMqReceiverTest {
  private static final int RECORDS = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path home;

  @Test
  void whatIsAnsweredIsInTheLogAndStaysThereWhenTheReceiverIsKilled() throws Exception {
    CustomKind kind = new CustomKind(ZeroMqReceiver.class.getName());
    Map<String, String> options = Map.of("bind", "tcp://127.0.0.1:*");
    RunningReceiver receiver = new RunningReceiver(home, kind, options);
    send(receiver, 0);
    receiver.kill();
    receiver = new RunningReceiver(home, kind, options);
    send(receiver, RECORDS);

    assertThat(receiver.records())
        .isEqualTo(IntStream.range(0, 2 * RECORDS).mapToObj(n -> "record " + n).toList());
    receiver.stop();
  }

  private static void send(RunningReceiver receiver, int first) {
    try (ZContext context = new ZContext()) {
      ZMQ.Socket socket = context.createSocket(SocketType.DEALER);
      socket.setReceiveTimeOut(100);
      socket.setHandshakeIvl(ZeroMqReceiver.HANDSHAKE_MILLIS);
      socket.connect("tcp://127.0.0.1:" + receiver.address().getPort());
      for (int n = first; n < first + RECORDS; n++) {
        socket.send(("record " + n).getBytes(UTF_8));
      }
      for (int n = 0; n < RECORDS; n++) {
        await("answer " + n)
            .atMost(PATIENCE)
            .pollInSameThread()
            .pollDelay(Duration.ZERO)
            .failFast("the receiver ended", () -> assertThat(receiver.ended()).isNotDone())
            .until(socket::recv, Objects::nonNull);
      }
    }
  }

  @Test
  void anOptionThatIsMissingIsNamed() throws Exception {
    RunningReceiver receiver =
        new RunningReceiver(
            home, new CustomKind(ZeroMqReceiver.class.getName()), Map.of("port", "1"));

    assertThatThrownBy(() -> receiver.ended().get())
        .hasRootCauseMessage("Wanted source.custom.options.endpoint, found only [port]");
  }

  @Test
  void aClassThatIsNoReceiverIsNamed() {
    assertThatThrownBy(() -> new CustomKind("java.lang.String").create(new Configuration()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "Wanted as source.custom.class a class that implements"
                + " io.keystream.job.receiver.RecordReceiver with a public constructor without"
                + " parameters, in a jar shipped with --jars; found java.lang.ClassCastException");
  }
}
