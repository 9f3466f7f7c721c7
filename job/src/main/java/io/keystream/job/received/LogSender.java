package io.keystream.job.received;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** One that appends records and wants to know when they are in the log. */
final class LogSender {
  private final String name;
  private final LongConsumer durable;
  private final CompletableFuture<Long> known;
  private long count;

  LogSender(String name, LongConsumer durable, long count, CompletableFuture<Void> settled) {
    this.name = name;
    this.durable = durable;
    this.count = count;
    this.known = settled.thenApply(done -> count);
  }

  /** Empty for one that the log does not remember. */
  String name() {
    return name;
  }

  /** How many of its records the log had before this; known when those are durable. */
  CompletableFuture<Long> known() {
    return known;
  }

  /** Counts one more record, under the lock of the log. */
  long countOne() {
    return ++count;
  }

  void durable(long upTo) {
    durable.accept(upTo);
  }
}
