package io.keystream.job.source;

import io.keystream.job.shipped.TaskFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumers of this process that no task uses at the moment. To log in and to agree on a key costs
 * more than to read a small batch.
 */
final class ConsumerPool {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumerPool.class);
  private static final long IDLE_NANOS = Duration.ofMinutes(5).toNanos();

  private record Idle(
      Map<String, Object> properties, Consumer<byte[], byte[]> consumer, long since) {}

  private static final List<Idle> IDLE = new ArrayList<>();

  private ConsumerPool() {}

  /** A consumer with these properties, for the calling task alone. */
  static Consumer<byte[], byte[]> take(Map<String, Object> properties) {
    TaskFiles.takeUp();
    synchronized (IDLE) {
      for (int i = IDLE.size() - 1; i >= 0; i--) {
        if (IDLE.get(i).properties.equals(properties)) {
          return IDLE.remove(i).consumer;
        }
      }
    }
    return new KafkaConsumer<>(properties);
  }

  /** Keeps a consumer for another task, and closes those that nobody needed for long. */
  static void giveBack(Map<String, Object> properties, Consumer<byte[], byte[]> consumer) {
    List<Idle> unused = new ArrayList<>();
    synchronized (IDLE) {
      IDLE.add(new Idle(properties, consumer, System.nanoTime()));
      Iterator<Idle> all = IDLE.iterator();
      while (all.hasNext()) {
        Idle idle = all.next();
        if (System.nanoTime() - idle.since > IDLE_NANOS) {
          unused.add(idle);
          all.remove();
        }
      }
    }
    unused.forEach(idle -> discard(idle.consumer));
  }

  /** Closes a consumer. */
  static void discard(Consumer<byte[], byte[]> consumer) {
    try {
      consumer.close(Duration.ZERO);
    } catch (KafkaException e) {
      LOG.debug("A consumer that is no longer used could not be closed", e);
    }
  }
}
