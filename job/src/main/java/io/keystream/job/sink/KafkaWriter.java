package io.keystream.job.sink;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.sql.Row;

/** The transactional producer of one share. */
final class KafkaWriter implements AutoCloseable {
  private static final int REQUEST_TIMEOUT_MILLIS = 20_000;
  private static final int MAX_BLOCK_MILLIS = 30_000;
  private static final int LINGER_MILLIS = 10;
  private static final int BATCH_BYTES = 128 * 1024;
  private static final int BUFFER_BYTES = 32 * 1024 * 1024;

  /** What a record takes beside its key, value and headers. */
  private static final int RECORD_OVERHEAD_BYTES = 1024;

  private final Producer<byte[], byte[]> producer;
  private final KafkaProgress progress;
  private final int share;

  /**
   * Logs in, ends the transaction that the share's last writer may have left open, and makes sure
   * that this one can commit nothing more.
   */
  KafkaWriter(KafkaSinkFactory config, KafkaProgress progress, int share) {
    this.progress = progress;
    this.share = share;
    this.producer =
        new KafkaProducer<>(
            properties(config, progress.name(share)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    try {
      producer.initTransactions();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static Map<String, Object> properties(KafkaSinkFactory config, String transactionalId) {
    int timeout = Math.toIntExact(config.transactionTimeout().toMillis());
    Map<String, Object> properties = new HashMap<>(config.client());
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeout);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, config.compression());
    properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    properties.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, config.maxRecordBytes() + RECORD_OVERHEAD_BYTES);
    properties.put(
        ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(BUFFER_BYTES, 2L * config.maxRecordBytes()));
    return properties;
  }

  /**
   * Begins the transaction of an entry.
   *
   * @throws KafkaException if this writer can commit nothing more, among others
   */
  void begin(long sequence) {
    producer.beginTransaction();
    // Before any row, because this asks the brokers, who know which writer is the share's last.
    producer.sendOffsetsToTransaction(progress.offset(sequence), progress.group(share));
  }

  /** Sends the rows and commits. When this throws, the rows may be visible only after a timeout. */
  void write(Iterator<Row> rows) {
    AtomicReference<KafkaException> failure = new AtomicReference<>();
    try {
      while (rows.hasNext() && failure.get() == null) {
        send(KafkaRecords.of(rows.next(), this::partitions), failure);
      }
      producer.flush();
      if (failure.get() != null) {
        throw failure.get();
      }
      producer.commitTransaction();
    } catch (RuntimeException e) {
      abort(e);
      throw e;
    }
  }

  private void send(
      ProducerRecord<byte[], byte[]> row, AtomicReference<KafkaException> firstFailure) {
    try {
      Future<?> unused =
          producer.send(
              row,
              (sent, failure) -> {
                if (failure != null) {
                  firstFailure.compareAndSet(null, KafkaRefusal.of(row.topic(), failure));
                }
              });
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      throw firstFailure.get() != null ? firstFailure.get() : KafkaRefusal.of(row.topic(), e);
    }
  }

  private int partitions(String topic) {
    try {
      return producer.partitionsFor(topic).size();
    } catch (TimeoutException e) {
      throw KafkaRefusal.of(topic, e);
    }
  }

  /** So that readers need not wait for a timeout. The next writer would do it as well. */
  private void abort(RuntimeException failure) {
    if (Thread.currentThread().isInterrupted() || failure instanceof TimeoutException) {
      return;
    }
    try {
      producer.abortTransaction();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** Leaves a transaction that is not committed to the next writer, or to its timeout. */
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
