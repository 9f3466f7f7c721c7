package io.keystream.job.sink;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes {@link KafkaRecords} in transactions, one for each entry and share.
 *
 * <p>The entry's sequence is committed in the same transaction, as an offset. A share has one
 * transactional id, and Kafka lets only the writer that was opened last commit: so what such a
 * writer reads of its progress cannot change under it, and what an earlier one left open is ended
 * before that.
 */
final class KafkaSink implements Sink {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSink.class);

  /** Kafka's default is a week. */
  private static final Duration LEAST_RETENTION = Duration.ofDays(1);

  private final KafkaSinkFactory config;
  private final Map<Integer, KafkaWriter> writers = new HashMap<>();
  private KafkaProgress progress;

  KafkaSink(KafkaSinkFactory config) {
    this.config = config;
  }

  @Override
  public void open(SinkContext context) {
    progress = new KafkaProgress(config, context);
  }

  @Override
  public long delivered(int share) throws InterruptedException {
    writer(share);
    return progress(share);
  }

  /** A group that nobody consumes with loses its offsets after offsets.retention.minutes. */
  @Override
  public Optional<Duration> remembers() {
    return Optional.of(LEAST_RETENTION);
  }

  @Override
  public void deliver(long sequence, int share, Iterator<Row> rows) throws InterruptedException {
    if (delivered(share) >= sequence) {
      return;
    }
    try {
      if (begin(sequence, share)) {
        writer(share).write(rows);
      }
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw KafkaRefusal.of(progress.name(share), config.topic(), e);
    }
  }

  /** Whether the rows are to be sent: not if another process was faster. */
  private boolean begin(long sequence, int share) throws InterruptedException {
    try {
      writer(share).begin(sequence);
      return true;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.info("Opening {} again: {}", progress.name(share), e.toString());
      writers.remove(share).close();
    }
    if (delivered(share) >= sequence) {
      return false;
    }
    writer(share).begin(sequence);
    return true;
  }

  private KafkaWriter writer(int share) throws InterruptedException {
    KafkaWriter writer = writers.get(share);
    if (writer == null) {
      try {
        writer = new KafkaWriter(config, progress, share);
      } catch (InterruptException e) {
        throw interrupted(e);
      } catch (KafkaException e) {
        throw KafkaRefusal.of(progress.name(share), config.topic(), e);
      }
      writers.put(share, writer);
    }
    return writer;
  }

  private long progress(int share) throws InterruptedException {
    try {
      return progress.read(share);
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw KafkaRefusal.of(progress.name(share), config.topic(), e);
    }
  }

  private static InterruptedException interrupted(InterruptException cause) {
    InterruptedException interrupted = new InterruptedException(cause.getMessage());
    interrupted.initCause(cause);
    return interrupted;
  }

  @Override
  public void close() {
    writers.values().forEach(KafkaWriter::close);
    writers.clear();
    if (progress != null) {
      progress.close();
    }
  }
}
