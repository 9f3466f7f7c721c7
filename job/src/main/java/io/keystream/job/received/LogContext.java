package io.keystream.job.received;

import io.keystream.job.ledger.LedgerJson;
import io.keystream.job.receiver.Appender;
import io.keystream.job.receiver.ReceiverContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongConsumer;
import org.apache.hadoop.fs.Path;

/** What a receiver is given: its log, and the word when to stop. */
final class LogContext implements ReceiverContext {
  private final LogFiles files;
  private final Path folder;
  private final int number;
  private final Map<String, String> options;
  private final ReceivedLog log;
  private final Appender nameless;
  private final CountDownLatch stop = new CountDownLatch(1);

  @SuppressWarnings("FutureReturnValueIgnored") // What stops the receiver cannot fail.
  LogContext(LogFiles files, Path folder, int number, Map<String, String> options, ReceivedLog log)
      throws IOException {
    this.files = files;
    this.folder = folder;
    this.number = number;
    this.options = Map.copyOf(options);
    this.log = log;
    this.nameless = log.attach("", count -> {});
    var unused = log.ended().whenComplete((done, failure) -> stop());
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public Map<String, String> options() {
    return options;
  }

  @Override
  public CompletableFuture<Void> append(byte[] value) throws IOException, InterruptedException {
    return nameless.append(value);
  }

  @Override
  public Appender appender(String name, LongConsumer durable) throws IOException {
    return log.attach(name, durable);
  }

  @Override
  public void listening(String host, int port) throws IOException {
    String address = LedgerJson.write(new ReceiverAddress(host, port, Instant.now()));
    files.replace(new Path(folder, ReceiverAddress.FILE), address.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean stopping() {
    return stop.getCount() == 0;
  }

  @Override
  public void awaitStop() throws InterruptedException {
    stop.await();
  }

  void fail(Throwable cause) {
    log.fail(cause);
  }

  void stop() {
    stop.countDown();
  }
}
