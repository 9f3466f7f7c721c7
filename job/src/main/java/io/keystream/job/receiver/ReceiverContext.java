package io.keystream.job.receiver;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** What a receiver works with. Safe for use by several threads. */
public interface ReceiverContext {

  /** Which of the source's receivers this is, from 0; the partition of its records. */
  int number();

  /** The {@code options} of {@code source.custom}. */
  Map<String, String> options();

  /**
   * An option that has to be there.
   *
   * @throws IllegalArgumentException if it is not
   */
  default String option(String name) {
    String value = options().get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "Wanted source.custom.options." + name + ", found only " + options().keySet());
    }
    return value;
  }

  /**
   * Appends a record, in the order of the calls of one thread. Waits while too much is not durable
   * yet, which is the moment to stop reading upstream.
   *
   * @param value not changed afterwards
   * @return completes when the record is durable, and exceptionally if it may not be; called by the
   *     thread that writes the log, which is not to be kept waiting
   * @throws IOException if the log failed; the receiver has to end then
   */
  CompletableFuture<Void> append(byte[] value) throws IOException, InterruptedException;

  /**
   * Begins to append for a sender whose records the log counts. One of the same name that did so
   * before can no longer.
   *
   * @param name the log remembers the sender by, up to a week after its last record, also when the
   *     receiver is started anew; empty for a sender that is not remembered
   * @param durable is told how many records of the sender are durable, in all; called by the thread
   *     that writes the log
   * @throws IOException if the log failed, or remembers too many senders
   */
  Appender appender(String name, LongConsumer durable) throws IOException;

  /** Lets operators know where this receiver listens. */
  void listening(String host, int port) throws IOException;

  /** Whether the receiver is to return. */
  boolean stopping();

  /** Returns when the receiver is to return, or the log failed. */
  void awaitStop() throws InterruptedException;
}
