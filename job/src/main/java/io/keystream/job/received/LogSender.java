package io.keystream.job.received;

import io.keystream.job.receiver.Appender;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One that appends records and wants to know when they are in the log. */
final class LogSender implements Appender {
  private static final Logger LOG = LoggerFactory.getLogger(LogSender.class);

  private final ReceivedLog log;
  private final String name;
  private final LongConsumer durable;
  private final CompletableFuture<Long> known;
  private long count;

  LogSender(
      ReceivedLog log,
      String name,
      LongConsumer durable,
      long count,
      CompletableFuture<Void> settled) {
    this.log = log;
    this.name = name;
    this.durable = durable;
    this.count = count;
    this.known = settled.thenApply(done -> count);
  }

  /** Empty for one that the log does not remember. */
  String name() {
    return name;
  }

  @Override
  public CompletableFuture<Long> known() {
    return known;
  }

  /** Counts one more record, under the lock of the log. */
  long countOne() {
    return ++count;
  }

  @Override
  public CompletableFuture<Void> append(byte[] value) throws IOException, InterruptedException {
    return log.append(this, value);
  }

  @Override
  public void close() {
    log.detach(this);
  }

  /** A sender that cannot be told does not keep the others from their log. */
  void durable(long upTo) {
    try {
      durable.accept(upTo);
    } catch (RuntimeException e) {
      LOG.debug("A sender could not be told of {} records", upTo, e);
    }
  }
}
