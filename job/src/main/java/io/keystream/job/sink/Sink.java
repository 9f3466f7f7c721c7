package io.keystream.job.sink;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * An output that delivers rows to a system of your own, each row once. Implement it with a public
 * constructor without parameters, and name the class in {@code output.custom.class}.
 *
 * <p>The contract, which {@code SinkContract} tests:
 *
 * <ul>
 *   <li>{@link #deliver} makes the rows of a batch and the batch's sequence visible together or not
 *       at all: in one transaction, or by a write that the system applies as a whole.
 *   <li>It does so only if the sequence is greater than the one that stands there for this
 *       pipeline, output and share. The same batch may be delivered again at any time, also by two
 *       processes at once: after a kill, or by a driver that does not know yet that another took
 *       over.
 *   <li>What an attempt left undone by a kill must not become visible later.
 * </ul>
 *
 * <p>An instance is used by one thread at a time and lives as long as the executor; after a call
 * has thrown, it is closed and another is opened.
 */
public interface Sink extends Closeable {
  /**
   * Problems with the options, found before anything is deployed; one sentence each, which says
   * what was wanted and what was found. No connection is made.
   *
   * @param options {@code output.custom.options}
   * @param columns columns of the rows
   */
  default List<String> check(Map<String, String> options, StructType columns) {
    return List.of();
  }

  /** Connects. Called once, before anything but {@link #check}. */
  void open(SinkContext context) throws Exception;

  /** The greatest sequence that was delivered to this share, or 0 if nothing is known of any. */
  long delivered(int share) throws Exception;

  /**
   * For how long after a delivery its sequence is kept for certain; nothing: for ever. A sink that
   * keeps it for ever and says of none is taken to have lost it, and the job stops.
   */
  default Optional<Duration> remembers() {
    return Optional.empty();
  }

  /**
   * Delivers rows, and keeps {@code sequence} with them. Does nothing if that sequence or a greater
   * one was delivered to this share already.
   *
   * @param sequence of the ledger's entry, greater each time
   * @param share which of the output's writers this is, from 0
   * @param rows to be read once; a TIMESTAMP is an {@link java.time.Instant}, a DATE a {@link
   *     java.time.LocalDate}
   */
  void deliver(long sequence, int share, Iterator<Row> rows) throws Exception;

  /** Disconnects, without making visible what is not delivered. */
  @Override
  void close() throws IOException;
}
