package io.keystream.job.received;

import static org.awaitility.Awaitility.await;

import io.keystream.job.ledger.LedgerJson;
import io.keystream.job.receiver.ReceiverKind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.conf.Configuration;

/** A receiver without Spark, in a thread of its own. */
public final class RunningReceiver {
  private final ReceiverRun run;
  private final Path folder;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** Starts receiver 0. */
  public RunningReceiver(Path home, ReceiverKind kind, Map<String, String> options)
      throws Exception {
    this(home, 0, kind, options);
  }

  /** Starts a receiver. */
  public RunningReceiver(Path home, int number, ReceiverKind kind, Map<String, String> options)
      throws Exception {
    this.folder = home.resolve("received/source/" + number);
    Files.deleteIfExists(folder.resolve(LogContext.ADDRESS));
    ReceiverSettings settings =
        new ReceiverSettings(
            "file:" + home, "file:" + folder.getParent(), "tcp", number, false, kind, options);
    this.run = new ReceiverRun(settings, new Configuration());
    Thread thread = new Thread(this::run, "receiver");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      run.run();
      ended.complete(null);
    } catch (Exception e) {
      ended.completeExceptionally(e);
    }
  }

  /** Where it listens, as soon as it does. */
  public InetSocketAddress address() {
    Path file = folder.resolve(LogContext.ADDRESS);
    LogContext.Address address =
        await()
            .ignoreExceptions()
            .until(
                () ->
                    LedgerJson.read(
                        Files.readString(file), LogContext.Address.class, file.toString()),
                found -> !ended.isDone());
    return new InetSocketAddress(address.host(), address.port());
  }

  /** Its log. */
  TestLog log() {
    return new TestLog(folder);
  }

  /** What is in its log. */
  public List<String> records() throws IOException {
    return log().read();
  }

  /** Completes when it ended, exceptionally if it failed. */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  public void stop() throws Exception {
    run.stop();
    ended.get();
  }

  public void kill() throws InterruptedException {
    run.kill();
    try {
      ended.get();
    } catch (ExecutionException e) {
      // As was wanted.
    }
  }
}
