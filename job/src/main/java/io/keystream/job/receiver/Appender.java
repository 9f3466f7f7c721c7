package io.keystream.job.receiver;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Appends the records of one sender. */
public interface Appender extends AutoCloseable {

  /**
   * How many records of this sender's name the log had before; completes when those are durable.
   * The sender goes on with the record after them.
   */
  CompletableFuture<Long> known();

  /**
   * Appends a record; as {@link ReceiverContext#append}.
   *
   * @throws IOException also if another sender of the same name has come
   */
  CompletableFuture<Void> append(byte[] value) throws IOException, InterruptedException;

  @Override
  void close();
}
