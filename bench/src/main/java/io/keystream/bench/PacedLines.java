package io.keystream.bench;

import io.keystream.lab.LabException;
import io.keystream.lab.client.KafkaSession;
import io.keystream.lab.traffic.AccessLogGenerator;
import io.keystream.lab.traffic.AccessLogGenerator.Line;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends access log lines at a steady rate. */
final class PacedLines {
  /** Different lines, made in advance so that making them takes nothing of the machine. */
  private static final int LINES = 200_000;

  private static final int STEPS_PER_SECOND = 200;

  private final byte[][] lines = new byte[LINES][];
  private final Map<String, Object> properties;
  private final String topic;
  private final int partitions;
  private final long perSecond;

  PacedLines(KafkaSession kafka, String topic, int partitions, long perSecond) {
    this.topic = topic;
    this.partitions = partitions;
    this.perSecond = perSecond;
    this.properties = new HashMap<>(kafka.configuration());
    properties.put("acks", "all");
    properties.put("linger.ms", "5");
    properties.put("batch.size", "131072");
    properties.put("request.timeout.ms", "30000");
    AccessLogGenerator generator = new AccessLogGenerator(LogTopic.SEED);
    for (int i = 0; i < LINES; ) {
      Line line = generator.next();
      if (!line.malformed()) {
        lines[i++] = line.bytes();
      }
    }
  }

  /**
   * Sends for some time.
   *
   * @return how many lines were sent
   */
  long send(long seconds) throws InterruptedException {
    AtomicReference<Exception> failure = new AtomicReference<>();
    long begin = System.nanoTime();
    long sent = 0;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (long step = 1; step <= seconds * STEPS_PER_SECOND; step++) {
        for (; sent < step * perSecond / STEPS_PER_SECOND; sent++) {
          byte[] line = lines[(int) (sent % LINES)];
          Future<?> unused =
              producer.send(
                  new ProducerRecord<>(topic, (int) (sent % partitions), null, line),
                  (metadata, failed) -> failure.compareAndSet(null, failed));
        }
        if (failure.get() != null) {
          throw new LabException("Cannot send: " + failure.get().getMessage(), failure.get());
        }
        sleepUntil(begin + TimeUnit.SECONDS.toNanos(step) / STEPS_PER_SECOND);
      }
    }
    return sent;
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    while (System.nanoTime() < nanos) {
      LockSupport.parkNanos(nanos - System.nanoTime());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
