package io.keystream.job.received;

import static org.awaitility.Awaitility.await;

import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.receiver.ReceiverKind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.conf.Configuration;

/** A receiver without Spark, in a thread of its own. */
public final class RunningReceiver {
  private final ReceiverRun run;
  private final HomeFiles files;
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
    this.files = new TestHome(home).files();
    Files.deleteIfExists(folder.resolve(ReceiverAddress.FILE));
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

  /** Where it listens, as soon as it does; throws why it ended if it did instead. */
  public InetSocketAddress address() {
    ReceiverAddress address =
        await().until(this::findAddress, found -> found.isPresent()).orElseThrow();
    return new InetSocketAddress(address.host(), address.port());
  }

  private Optional<ReceiverAddress> findAddress() throws Exception {
    if (ended.isCompletedExceptionally()) {
      ended.get();
    }
    return ReceiverAddress.find(files, new org.apache.hadoop.fs.Path(folder.toUri()));
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
