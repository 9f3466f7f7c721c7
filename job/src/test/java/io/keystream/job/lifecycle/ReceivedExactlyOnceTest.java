package io.keystream.job.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.PipelineYaml;
import io.keystream.job.ledger.Epoch;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.LedgerVerification;
import io.keystream.job.ledger.NameNodeLikeFs;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.record.Seed;
import io.keystream.job.tcp.RecordClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.apache.spark.SparkConf;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a sender over TCP into files, with drivers that end without notice, and a file system that
 * is away now and then.
 */
@SuppressWarnings("deprecation") // Spark discourages streams it nevertheless maintains.
class ReceivedExactlyOnceTest {
  private static final String FINGERPRINT = "0123456789abcdef";
  private static final int DRIVERS = 4;

  @TempDir private Path folder;
  private final AtomicLong acknowledged = new AtomicLong();
  private volatile boolean done;
  private Outages outages;

  @Test
  void eachRecordIsWrittenOnceWhateverDriversDo() throws Exception {
    Random random = Seed.random(Seed.next());
    outages = new Outages(new Random(random.nextLong()));
    int port = freePort();
    PipelineConfig pipeline = pipeline(port);
    CompletableFuture<Long> sender = CompletableFuture.supplyAsync(() -> send(port));
    for (int driver = 1; driver <= DRIVERS; driver++) {
      String fingerprint = driver == 3 ? "fedcba9876543210" : FINGERPRINT;
      boolean last = driver == DRIVERS;
      long most = acknowledged.get() + 100 + random.nextInt(500);
      run(
          pipeline,
          fingerprint,
          () -> last ? isAllWritten(sender) : acknowledged.get() > most && outages.count > 0);
    }
    long sent = sender.get();
    assertThat(written())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, (int) sent).mapToObj(n -> "record " + n).toList());
    TestHome home = new TestHome(folder.resolve("home"));
    assertThat(LedgerVerification.of(home.files(), home.home()).problems()).isEmpty();
    assertThat(outages.count).as("outages").isPositive();
    assertThat(segments()).as("what was processed is deleted").hasSizeLessThanOrEqualTo(DRIVERS);
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private void run(PipelineConfig pipeline, String fingerprint, Condition until) throws Exception {
    TestHome home = new TestHome(folder.resolve("home"));
    HomeFiles files = home.files(outages);
    RunningPipeline running =
        RunningPipeline.takeOver(pipeline, fingerprint, home.home(), files, home.claim());
    long before = running.lastSequence();
    JavaStreamingContext context =
        new Checkpoints(home.files(), home.home())
            .restoreOrCreate(settings(), pipeline, fingerprint);
    try {
      context.start();
      await()
          .atMost(Duration.ofSeconds(90))
          .until(
              () -> {
                outages.allowed = RunningPipeline.current().lastSequence() > before;
                takeOverIfAway(home, files);
                return until.holds();
              });
    } finally {
      outages.allowed = false;
      context.stop(true, false);
      RunningPipeline.current().close();
    }
  }

  private static void takeOverIfAway(TestHome home, HomeFiles files) throws IOException {
    RunningPipeline running = RunningPipeline.current();
    if (running.away()) {
      try {
        running.takeOverAgain(() -> Epoch.claim(files, home.home(), "{}"));
      } catch (ConnectException e) {
        // The outage goes on.
      }
    }
  }

  /** Lets operations fail now and then, a few in a row. */
  private static final class Outages implements NameNodeLikeFs.Before {
    /** A few batches. */
    private static final int FIRST = 10;

    private static final int LATER = 120;
    private static final int LONGEST = 5;

    private final Random random;
    private volatile boolean allowed;
    private volatile int count;
    private int succeeding;
    private int failing;

    Outages(Random random) {
      this.random = random;
      this.succeeding = random.nextInt(FIRST);
    }

    @Override
    public synchronized void operation(String name) throws IOException {
      if (!allowed) {
        return;
      }
      if (failing == 0 && succeeding-- == 0) {
        failing = 1 + random.nextInt(LONGEST);
        succeeding = random.nextInt(LATER);
        count++;
      }
      if (failing > 0) {
        failing--;
        throw new ConnectException("No NameNode for " + name);
      }
    }
  }

  private boolean isAllWritten(CompletableFuture<Long> sender) throws Exception {
    done = true;
    return sender.isDone() && written().size() >= sender.get();
  }

  private long send(int port) {
    try (RecordClient client =
        new RecordClient(
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
            SocketFactory.getDefault(),
            "sender",
            200,
            Duration.ofMinutes(2))) {
      long next = 0;
      while (!done) {
        client.send(("record " + next++).getBytes(UTF_8));
        acknowledged.set(client.acknowledged());
        if (next % 50 == 0) {
          client.flush();
        }
      }
      client.flush();
      return next;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> written() throws IOException {
    List<String> lines = new ArrayList<>();
    if (Files.exists(folder.resolve("out"))) {
      try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".txt")).toList()) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines;
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("home/received/source/0"))) {
      return files.filter(f -> f.toString().endsWith(".log")).toList();
    }
  }

  private PipelineConfig pipeline(int port) {
    return PipelineYaml.in(folder)
        .section(
            "source", "tcp:", "  bind-address: 127.0.0.1", "  port: " + port, "  encryption: none")
        .section("parse", "format: regex", "pattern: '(?<line>.*)'", "schema: line STRING")
        .replace("name: logs", "name: logs\nbatch-interval: 200ms")
        .section("transform", "sql: SELECT line FROM records")
        .files("format: text")
        .config();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static SparkConf settings() {
    return new SparkConf(false)
        .setMaster("local[3]")
        .setAppName("test")
        .set("spark.ui.enabled", "false")
        .set("spark.sql.session.timeZone", "UTC")
        .set("spark.streaming.receiver.writeAheadLog.enable", "true")
        .set("spark.streaming.driver.writeAheadLog.allowBatching", "false")
        .set("spark.streaming.receiverRestartDelay", "100")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1");
  }
}
