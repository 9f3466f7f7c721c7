package io.keystream.job.enrich;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data of one reference. One thread refreshes it; another one runs the batches, and takes a
 * newer version over between two of them.
 */
final class Reference {
  private static final Logger LOG = LoggerFactory.getLogger(Reference.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final String name;
  private final ReferenceLoader loader;
  private final Duration interval;
  private final SparkSession session;
  private final Clock clock;
  private Optional<String> version = Optional.empty();
  private Broadcast<LookupTable> waiting;
  private Broadcast<LookupTable> used;
  private Instant loadedAt;
  private Instant currentAt;
  private long rows;
  private long failures;
  private int failuresInARow;
  private boolean closed;

  Reference(
      String name, ReferenceLoader loader, Duration interval, SparkSession session, Clock clock) {
    this.name = name;
    this.loader = loader;
    this.interval = interval;
    this.session = session;
    this.clock = clock;
  }

  String name() {
    return name;
  }

  /** Whether there is data, of whatever age. */
  synchronized boolean loaded() {
    return loadedAt != null;
  }

  /** Rows of the newest version. */
  synchronized long rows() {
    return rows;
  }

  /** How often a refresh has failed since the driver started. */
  synchronized long failures() {
    return failures;
  }

  /** Seconds since the data was last known to be that of its source; -1 if there is none. */
  synchronized long ageSeconds() {
    return currentAt == null ? -1 : Duration.between(currentAt, clock.instant()).toSeconds();
  }

  /**
   * Loads the data if it may have changed. What fails leaves everything as it was.
   *
   * @return how long to wait before the next time
   */
  Duration refresh() {
    try {
      Instant begin = clock.instant();
      Optional<String> found = loader.version();
      if (isNew(found)) {
        LookupTable table = loader.load(session);
        take(table, found, begin);
      } else {
        current(begin);
      }
      return interval;
    } catch (ReferenceException | RuntimeException | LinkageError e) {
      return failed(e);
    }
  }

  /** The newest data, which stays usable until this is called again. */
  synchronized Broadcast<LookupTable> table() {
    if (waiting != null) {
      if (used != null) {
        used.destroy();
      }
      used = waiting;
      waiting = null;
      LOG.info(
          "From this batch on reference {} has the {} rows loaded at {}", name, rows, loadedAt);
    }
    if (used == null) {
      throw new IllegalStateException("Reference " + name + " is not loaded");
    }
    return used;
  }

  /** Nothing is used any more, and what is loading is of no use. */
  synchronized void close() {
    closed = true;
    if (waiting != null) {
      waiting.destroy();
      waiting = null;
    }
  }

  private synchronized boolean isNew(Optional<String> found) {
    return loadedAt == null || found.isEmpty() || !found.equals(version);
  }

  private void take(LookupTable table, Optional<String> found, Instant begin) {
    Broadcast<LookupTable> loaded =
        JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(table);
    LOG.info(
        "Loaded reference {} from {}: {} rows, {} MiB",
        name,
        loader.place(),
        table.rows(),
        ReferenceLoader.mebibytes(table.bytes()));
    synchronized (this) {
      if (waiting != null) {
        waiting.destroy();
      }
      waiting = loaded;
      rows = table.rows();
      version = found;
      loadedAt = begin;
      current(begin);
    }
  }

  private synchronized void current(Instant at) {
    currentAt = at;
    failuresInARow = 0;
  }

  private synchronized Duration failed(Throwable failure) {
    if (closed) {
      return interval;
    }
    failures++;
    Duration pause = pause(failuresInARow++);
    LOG.warn(
        "Reference {} could not be loaded from {}: {}. {}; tried again in {} s",
        name,
        loader.place(),
        failure.getMessage(),
        loadedAt == null ? "Batches wait for it" : "The data of " + loadedAt + " stays in use",
        pause.toSeconds(),
        failure);
    return pause;
  }

  /** Twice as long each time, but not longer than the schedule. */
  private Duration pause(int failuresBefore) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failuresBefore, 6));
    Duration longest = LONGEST_PAUSE.compareTo(interval) < 0 ? LONGEST_PAUSE : interval;
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
