package io.keystream.job.received;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keystream.job.config.Framing;
import io.keystream.job.record.Seed;
import io.keystream.job.tcp.RecordClient;
import io.keystream.job.tcp.TcpKind;
import io.keystream.job.tcp.TcpSettings;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Senders go on while their receiver is killed again and again, with the block torn that it was
 * writing: what was acknowledged is there, in order, and from senders with a name once.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Looked at where it matters.
class KilledReceiverTest {
  private static final int KILLS = 15;
  private static final int SENDERS = 3;

  @TempDir private Path home;
  private final AtomicLong sent = new AtomicLong();
  private final Set<Path> torn = new HashSet<>();
  private volatile boolean done;

  @Test
  void acknowledgedRecordsSurviveAndNamedSendersRepeatNone() throws Exception {
    Random random = Seed.random(Seed.next());
    TcpKind kind =
        new TcpKind(
            new TcpSettings("127.0.0.1", freePort(), Framing.LENGTH, true, 1_000, 100, null));
    RunningReceiver receiver = new RunningReceiver(home, kind, Map.of());
    InetSocketAddress address = receiver.address();
    List<CompletableFuture<Long>> senders = new ArrayList<>();
    for (int n = 0; n < SENDERS; n++) {
      String name = n == 0 ? "" : "sender-" + n;
      senders.add(CompletableFuture.supplyAsync(() -> send(address, name)));
    }
    for (int kill = 0; kill < KILLS; kill++) {
      long until = sent.get() + random.nextInt(400);
      await().until(() -> sent.get() >= until);
      receiver.kill();
      tear(receiver.log(), random);
      receiver = new RunningReceiver(home, kind, Map.of());
      receiver.address();
    }
    done = true;
    List<String> log = finish(receiver, senders);
    for (int n = 1; n < SENDERS; n++) {
      assertThat(of(log, "sender-" + n)).isEqualTo(expected("sender-" + n, senders.get(n).join()));
    }
    assertThat(new HashSet<>(of(log, ""))).containsAll(expected("", senders.get(0).join()));
  }

  private List<String> finish(RunningReceiver receiver, List<CompletableFuture<Long>> senders)
      throws Exception {
    senders.forEach(CompletableFuture::join);
    receiver.stop();
    return receiver.log().read();
  }

  private long send(InetSocketAddress address, String name) {
    try (RecordClient client =
        new RecordClient(
            List.of(address), SocketFactory.getDefault(), name, 50, Duration.ofSeconds(60))) {
      long next = 0;
      while (!done) {
        client.send((name + "/" + next++).getBytes(UTF_8));
        sent.incrementAndGet();
      }
      client.flush();
      assertThat(client.acknowledged()).isEqualTo(next);
      return next;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> of(List<String> log, String name) {
    return log.stream().filter(text -> text.startsWith(name + "/")).collect(Collectors.toList());
  }

  private static List<String> expected(String name, long count) {
    return IntStream.range(0, (int) count).mapToObj(n -> name + "/" + n).toList();
  }

  /** What a writer leaves that dies between two packets. */
  private void tear(TestLog log, Random random) throws Exception {
    List<Path> segments = log.segments();
    if (segments.isEmpty() || !torn.add(segments.get(segments.size() - 1))) {
      return; // Nobody writes to a segment after the death of its writer.
    }
    long next = log.index().next();
    byte[] block =
        new Block(next, 0, Map.of(), List.of("never acknowledged".getBytes(UTF_8))).encode();
    Files.write(
        segments.get(segments.size() - 1),
        Arrays.copyOf(block, random.nextInt(block.length)),
        StandardOpenOption.APPEND);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
